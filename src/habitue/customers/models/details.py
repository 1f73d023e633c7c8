"""What is known of a customer beside who they are: where they live, how they are billed, what fits them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habitue.contacts.models import ContactPerson, PostalAddress
from habitue.customers.models.customer import Customer


class CustomerAddress(PostalAddress):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="addresses")


class CustomerPerson(ContactPerson):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="persons")


class Invoicing(models.Model):
    """How the customer is billed. `tax_number` is as python-stdnum writes it; `payment_days` after the invoice."""

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="invoicing")
    legal_name = models.CharField(max_length=160, blank=True)
    tax_number = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    payment_days = models.PositiveSmallIntegerField(null=True)
    address = models.ForeignKey(CustomerAddress, models.SET_NULL, null=True, related_name="+")


class Network(models.TextChoices):
    X = "x", "X (Twitter)"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    TIKTOK = "tiktok", "TikTok"
    LINKEDIN = "linkedin", "LinkedIn"
    PINTEREST = "pinterest", "Pinterest"
    YOUTUBE = "youtube", "YouTube"
    OTHER = "other", _("Other")


class SocialName(models.Model):
    """What the customer is called on a social network, without the leading @."""

    pk = models.CompositePrimaryKey("customer", "network")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="social_names", db_index=False)
    network = models.CharField(max_length=12, choices=Network)
    name = models.CharField(max_length=80)


class Size(models.Model):
    """What fits: `of` is what the shop calls it ("Shoes"), `size` is as its label says ("38")."""

    pk = models.CompositePrimaryKey("customer", "of")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="sizes", db_index=False)
    of = models.CharField(max_length=40)
    size = models.CharField(max_length=20)
