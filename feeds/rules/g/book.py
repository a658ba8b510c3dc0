"""The book of Google's product data: https://support.google.com/merchants/answer/7052112.

Google Base, for which the namespace was made, is gone; Merchant Center has kept a part of its attributes.
"""

from __future__ import annotations

from typing import Final

from feeds.rules.modules import ENTRY, ITEM
from feeds.rules.rule import Book

SPEC: Final = "https://support.google.com/merchants/answer/7052112"
BASE: Final = "https://web.archive.org/web/2006/http://base.google.com/base/products.html"

book = Book(
    "GMC",
    "Google product data",
    SPEC,
    prefix="g",
    uris=("http://base.google.com/ns/1.0",),
    misspelt=(
        "http://base.google.com/ns/1.0/",
        "https://base.google.com/ns/1.0",
        "http://base.google.com/ns/1",
        "http://www.base.google.com/ns/1.0",
        "http://base.google.com/ns/",
    ),
    frames={"*": ITEM},
    about="What Merchant Center reads of products, and what Google Base once did.",
    closed=False,  # Google adds attributes each year: one that is not here is said with less certainty (GMC101)
)

ONCE: Final = (
    "id", "title", "description", "link", "mobile_link", "canonical_link", "availability", "availability_date",
    "cost_of_goods_sold", "expiration_date", "price", "sale_price", "sale_price_effective_date", "unit_pricing_measure",
    "unit_pricing_base_measure", "auto_pricing_min_price", "maximum_retail_price", "google_product_category", "brand",
    "mpn", "identifier_exists", "condition", "adult", "multipack", "is_bundle", "energy_efficiency_class",
    "min_energy_efficiency_class", "max_energy_efficiency_class", "age_group", "gender", "material", "pattern", "size",
    "size_system", "item_group_id", "product_length", "product_width", "product_height", "product_weight",
    "ads_redirect", "custom_label_0", "custom_label_1", "custom_label_2", "custom_label_3", "custom_label_4", "pause",
    "external_seller_id", "shipping_label", "shipping_weight", "shipping_length", "shipping_width", "shipping_height",
    "ships_from_country", "max_handling_time", "min_handling_time", "transit_time_label", "tax_category",
    "link_template", "mobile_link_template", "pickup_link_template", "mobile_pickup_link_template", "pickup_method",
    "pickup_sla", "store_code", "quantity", "sell_on_google_quantity", "instore_product_location", "short_title",
    "disclosure_date", "return_policy_label", "virtual_model_link", "popularity_rank",
)  # fmt: skip
"""Attributes of today that a product has at most once."""
OFTEN: Final = (
    "image_link", "additional_image_link", "lifestyle_image_link", "video_link", "product_type", "gtin", "color",
    "size_type", "product_highlight", "promotion_id", "excluded_destination", "included_destination",
    "shopping_ads_excluded_country", "cloud_export_additional_properties", "document_link", "question_and_answer",
    "related_product", "variant_option", "item_group_title",
)  # fmt: skip
GROUPS: Final = {
    "shipping": (
        "country", "region", "postal_code", "location_id", "location_group_name", "service", "price",
        "min_handling_time", "max_handling_time", "min_transit_time", "max_transit_time", "handling_cutoff_time",
        "handling_cutoff_timezone", "loyalty_program_label", "loyalty_tier_label",
    ),
    "carrier_shipping": (
        "country", "region", "postal_code", "carrier_price", "carrier_transit_time", "flat_price", "origin_postal_code",
        "min_handling_time", "max_handling_time", "fixed_min_transit_time", "fixed_max_transit_time",
        "carrier_price_percentage_adjustment", "carrier_price_flat_adjustment",
    ),
    "shipping_handling_business_days": ("country", "business_days"),
    "shipping_transit_business_days": ("country", "business_days"),
    "free_shipping_threshold": ("country", "price_threshold"),
    "minimum_order_value": ("country", "service", "price", "surface"),
    "handling_cutoff_time": ("country", "cutoff_time", "cutoff_timezone", "disable_delivery_after_cutoff"),
    "tax": ("country", "region", "location_id", "postal_code", "rate", "tax_ship"),
    "installment": ("months", "amount", "downpayment", "credit_type", "annual_percentage_rate"),
    "subscription_cost": ("period", "period_length", "amount"),
    "loyalty_program": (
        "program_label", "tier_label", "price", "cashback_for_future_use", "loyalty_points",
        "member_price_effective_date", "shipping_label",
    ),
    "loyalty_points": ("name", "points_value", "ratio"),
    "certification": ("certification_authority", "certification_name", "certification_code", "certification_value"),
    "product_detail": ("section_name", "attribute_name", "attribute_value"),
    "structured_title": ("digital_source_type", "content"),
    "structured_description": ("digital_source_type", "content"),
    "sustainability_incentive": ("type", "amount", "percentage"),
    "vehicle_fulfillment": ("option", "store_code"),
}  # fmt: skip
RETIRED: Final = (
    "actor", "age", "agent", "apparel_type", "area", "artist", "author", "bathrooms", "bedrooms", "calories",
    "cholesterol", "cooking_time", "course", "course_date_range", "course_number", "course_times", "cuisine",
    "currency", "delivery_notes", "delivery_radius", "education", "employer", "ethnicity", "event_date_range",
    "event_type", "expiration_date_time", "feature", "fiber", "format", "from_location", "hoa_dues",
    "immigration_status", "interested_in", "isbn", "job_function", "job_industry", "job_type", "label", "listing_type",
    "location", "main_ingredient", "make", "manufacturer", "manufacturer_id", "marital_status", "meal_type",
    "megapixels", "memory", "mileage", "model", "model_number", "name_of_item_being_reviewed", "news_source",
    "occupation", "pages", "payment_accepted", "payment_notes", "pickup", "preparation_time", "price_type",
    "processor_speed", "property_type", "protein", "publication_name", "publication_volume", "publish_date", "rating",
    "review_type", "reviewer_type", "salary", "salary_type", "saturated_fat", "school_district", "service_type",
    "servings", "sexual_orientation", "sodium", "subject", "subject_area", "tax_percent", "tax_region", "to_location",
    "total_carbs", "total_fat", "travel_date_range", "university", "upc", "url_of_item_being_reviewed", "vehicle_type",
    "vin", "weight", "year",
)  # fmt: skip
"""Attributes that went with Google Base, or soon after."""
RANGES: Final = ("course_date_range", "event_date_range", "travel_date_range")

for _name in ONCE:
    book.element(f"g:{_name}", inside=ENTRY, most=1)
for _name in (*OFTEN, *RETIRED):
    book.element(f"g:{_name}", inside=ENTRY, text=_name not in RANGES)
for _name, _parts in GROUPS.items():
    book.element(f"g:{_name}", inside=(*ENTRY, "g:loyalty_program") if _name == "loyalty_points" else ENTRY)
    for _part in _parts:
        book.element(f"g:{_part}", inside=f"g:{_name}", most=1)
for _name in ("start", "end"):
    book.element(f"g:{_name}", inside=tuple(f"g:{each}" for each in RANGES), most=1)
NAMES: Final = frozenset(shape.name for shape in book.shapes)
PLACES: Final = frozenset((parent, shape.name) for shape in book.shapes for parent in shape.inside)
"""Which attribute may stand in what."""
