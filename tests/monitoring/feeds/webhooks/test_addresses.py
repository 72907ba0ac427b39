"""Where nothing may be sent, however it is written."""

import ipaddress

import pytest

from monitoring.feeds.webhooks.addresses import Refused, Unknown, is_public, target

NOT_PUBLIC = [
    "0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254",
    "172.16.0.1", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001:db8::1", "2002:7f00:1::",
    "2002:a00:1::1", "2001:0:7f00:1::", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
WRITTEN = [
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f.1/",
    "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1]/", "https://localhost/",
    "https://0/", "https://10.0.0.7:8443/news", "https://[64:ff9b::10.0.0.1]/",
]  # fmt: skip
NOT_ADDRESSES = [
    "http://8.8.8.8/", "ftp://8.8.8.8/", "https://", "https:///news", "news", "file:///etc/passwd",
    "https://user:secret@8.8.8.8/", "https://8.8.8.8:99999/", "https://8.8.8.8/#part",
    "https://[8.8.8.8/", "//8.8.8.8/",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_everybodys(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1"])
def test_a_public_address(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("url", WRITTEN)
def test_however_it_is_written(url):
    with pytest.raises(Refused):
        target(url)


@pytest.mark.parametrize("url", NOT_ADDRESSES)
def test_what_is_no_address_for_news(url):
    with pytest.raises(Refused):
        target(url)


def test_a_name_that_nobody_has():
    with pytest.raises(Unknown):
        target("https://nobody.invalid/")


def test_it_connects_to_what_it_looked_at():
    found = target("https://8.8.8.8:8443/news?a=1")
    assert (found.url, found.name) == ("https://8.8.8.8:8443/news?a=1", "8.8.8.8:8443")


@pytest.mark.parametrize(
    ("network", "url"),
    [
        ("10.0.0.0/8", "http://10.0.0.7/news"),
        ("10.0.0.0/8", "https://[::ffff:10.0.0.7]/news"),
        ("fd00::/8", "http://[fd00::7]/news"),
    ],
)
def test_a_network_of_ones_own(settings, network, url):
    settings.WEBHOOK_NETWORKS = [network]
    assert target(url).scheme == url.partition(":")[0]


def test_its_own_network_opens_no_other(settings):
    settings.WEBHOOK_NETWORKS = ["10.0.0.0/8"]
    for url in ("http://192.168.0.1/", "http://8.8.8.8/", "https://[::1]/"):
        with pytest.raises(Refused):
            target(url)
