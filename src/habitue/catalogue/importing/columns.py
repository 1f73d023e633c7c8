from habitue.lib.csvfile import Column

COLUMNS = (
    Column("name", ("product", "product name", "title", "nom", "produit", "nom du produit", "désignation", "libellé")),
    Column("brand", ("vendor", "marque")),
    Column("category", ("department", "product type", "catégorie", "rayon", "famille")),
    Column("supplier", ("supplier name", "fournisseur", "nom du fournisseur")),
    Column("tax rate", ("tax", "vat", "vat rate", "gst", "tva", "taux", "taux de tva", "taux de taxe", "taxe")),
    Column("sku", ("reference", "item code", "article code", "référence", "réf", "code article", "ugs")),
    Column(
        "barcode",
        (
            "barcodes",
            "barcode(s)",
            "ean",
            "ean13",
            "ean-13",
            "gtin",
            "upc",
            "code-barres",
            "codes-barres",
            "code barre",
        ),
    ),
    Column("size", ("taille", "pointure")),
    Column("colour", ("color", "couleur", "coloris")),
    Column("price", ("retail price", "unit price", "prix", "prix de vente", "prix ttc", "prix unitaire", "tarif")),
)
