from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, ModelChoiceField, PartForm
from accounts.models import Division, Post, User
from accounts.scope import inside
from assistance.schemes.helpers.models import Gift, Giver


class HandOverForm(forms.Form):
    on = forms.DateField(label=_("From"), widget=DateInput)
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, place: Division, helper: User, **options: Any) -> None:
        super().__init__(*args, **options)
        posts = Post.objects.current().filter(role=Post.Role.HELPER)
        county = Division(code=f"{place.code[:6]}000000", level=Division.Level.COUNTY)
        here = posts.filter(inside([county]) | inside([place]))
        self.fields["to"] = ModelChoiceField(
            User.objects.filter(pk__in=here.values("user"), is_active=True)
            .exclude(pk=helper.pk)
            .order_by("full_name", "pk"),
            label=_("New helper"),
        )
        self.order_fields(["to"])


class GiverForm(PartForm):
    class Meta:
        model = Giver
        fields = ("kind", "name", "agreement")


class GiftForm(PartForm):
    class Meta:
        model = Gift
        fields = ("kind", "what", "amount", "on")
        widgets: ClassVar = {"on": DateInput}

    def __init__(self, *args: Any, giver: Giver, **options: Any) -> None:
        super().__init__(*args, **options)
        where = giver.division
        near = inside([where], "code")
        if where.level == Division.Level.COUNTY:  # of a county a list of townships, not of villages
            near &= ~Q(level=Division.Level.VILLAGE)
        among = Division.objects.filter(near)
        self.fields["division"] = ModelChoiceField(among, label=_("Where"))
        self.order_fields(["division"])


class ReverseForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)
