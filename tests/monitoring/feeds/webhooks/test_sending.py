"""Over TLS the certificate must be the name's, though the connection goes to an address."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from accounts.personal import encrypt
from monitoring.feeds.webhooks.models import Delivery, Webhook
from monitoring.feeds.webhooks.sending import send

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def certified(receiver, tmp_path, monkeypatch):
    """The receiver behind TLS, with a certificate of `name` that this machine trusts."""

    def certify(name: str) -> Delivery:
        path = tmp_path / "certificate.pem"
        path.write_bytes(certificate(name))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        webhook = Webhook(
            url=receiver.url.replace("http:", "https:"),
            secret_cipher=encrypt("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        )
        return Delivery(webhook=webhook, events=[])

    return certify


def certificate(name: str) -> bytes:
    """A key and the certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return own + made.public_bytes(pem)


def test_the_names_own_certificate(certified, receiver):
    assert send(certified("localhost")).status == 204
    assert len(receiver.got) == 1


def test_anothers_certificate(certified, receiver):
    answer = send(certified("hooks.example.org"))
    assert (answer.fault, receiver.got) == ("unreachable", [])


def test_a_certificate_that_nobody_trusts(certified, receiver, monkeypatch):
    delivery = certified("localhost")
    monkeypatch.delenv("SSL_CERT_FILE")
    assert (send(delivery).fault, receiver.got) == ("unreachable", [])
