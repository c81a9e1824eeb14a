namespace JobDating.AllInOne.Demo;

/// <summary>A job that employers of a trade offer: its title, its ROME code and the contract they most often propose.</summary>
internal sealed record Job(string Title, string RomeCode, string ContractType);

/// <summary>A trade, what its places of work are called, its (invented) companies and the jobs they offer.</summary>
internal sealed record Trade(string PlaceOfWork, string[] Companies, Job[] Jobs);

internal static class Trades
{
    public static readonly Trade[] All =
    [
        new("Agence",
            ["Les Aides du Beffroi", "Maisonnée du Ferrain", "Fil de Soie Services", "Bel Âge en Métropole", "La Clé des Foyers",
             "Domicile & Canal", "Chez Soi en Pévèle", "Le Pas de la Porte"],
            [new("Aide à domicile (H/F)", "K1302", "CDI"), new("Auxiliaire de vie (H/F)", "K1302", "CDI"),
             new("Employé familial (H/F)", "K1304", "CDD"), new("Responsable de secteur (H/F)", "K1403", "CDI")]),
        new("Agence",
            ["Nordéclat Propreté", "Ateliers Blancs de la Deûle", "Netty Flandre", "Clarté du Canal", "Brosse & Lumière", "Lessive Bleue", "Pavé Net"],
            [new("Agent d'entretien (H/F)", "K2204", "CDI"), new("Agent de propreté en bureaux (H/F)", "K2204", "CDD"),
             new("Chef d'équipe propreté (H/F)", "K2204", "CDI")]),
        new("Dépôt",
            ["Cars du Mélantois", "Transports Vanderplancke", "Navettes de la Lys", "Route du Houblon", "Voyages Beaupignon",
             "Livraisons du Terril", "Messagerie des Trois Ponts", "Camions Dubrulle & Filles"],
            [new("Conducteur de car scolaire (H/F)", "N4103", "CDI"), new("Conducteur poids lourd (H/F)", "N4101", "CDI"),
             new("Chauffeur-livreur (H/F)", "N4105", "CDD"), new("Conducteur de transport accompagné (H/F)", "N4102", "CDD")]),
        new("Entrepôt",
            ["Entrepôts du Carré Nord", "Logis'Weppes", "Colis des Flandres", "Quai Numéro Sept", "Stockéo Mélantois", "La Palette Jaune",
             "Dépôts du Pont Royal", "Flux & Fils"],
            [new("Préparateur de commandes (H/F)", "N1103", "temp"), new("Cariste (H/F)", "N1101", "temp"),
             new("Magasinier (H/F)", "N1103", "CDI"), new("Agent d'expédition (H/F)", "N1103", "CDD")]),
        new("Bureau",
            ["Cabinet Lemoine-Quesnoy", "Chiffres & Compagnie", "Bureau des Tisserands", "Secrétariat Plume d'Oie", "Paie Claire",
             "Office Grand-Place", "Gestion des Weppes", "L'Encrier Services"],
            [new("Comptable (H/F)", "M1203", "CDI"), new("Gestionnaire de paie (H/F)", "M1203", "CDI"),
             new("Assistant administratif (H/F)", "M1607", "CDD"), new("Chargé d'accueil (H/F)", "M1601", "CDD")]),
        new("Magasin",
            ["Marché Couvert de la Lys", "Halles Delcambre", "Jardinerie des Six Moulins", "Bricolage du Corbeau", "Épicerie Blanquette",
             "Aux Étoffes Ravies", "Librairie du Géant", "La Fine Baraque"],
            [new("Employé de rayon (H/F)", "D1507", "CDI"), new("Hôte de caisse (H/F)", "D1505", "CDD"),
             new("Vendeur conseil (H/F)", "D1106", "CDI"), new("Assistant commercial (H/F)", "D1401", "CDI")]),
        new("Cuisine",
            ["Tables du Nord Réunies", "Estaminets Carlier", "La Marmite des Écoles", "Hôtel des Filatures", "Traiteur Boucandise",
             "Cuisine Centrale du Héron", "Au Bon Cabaret", "Brasserie de l'Écluse"],
            [new("Cuisinier (H/F)", "G1602", "CDI"), new("Agent de restauration collective (H/F)", "G1603", "CDD"),
             new("Réceptionniste (H/F)", "G1703", "CDI"), new("Employé d'étage (H/F)", "G1501", "CDD")]),
        new("Agence",
            ["Vigie du Nord", "Garde & Rempart", "Sentinelle des Flandres", "Sûreté du Beffroi", "Ronde de Nuit Services", "Portes & Veilleurs"],
            [new("Agent de sécurité (H/F)", "K2503", "CDI"), new("Agent de sécurité incendie (H/F)", "K2503", "CDI"),
             new("Gardien d'immeuble (H/F)", "K2501", "CDI")]),
        new("Chantier",
            ["Bâtisseurs de la Marque", "Toitures Vanoverbeke", "Électricité du Ferrain", "Peinture Trois Couleurs", "Chauffage Lestienne",
             "Brique & Chaux", "Jardins du Mélantois", "Ossature Bois du Lys"],
            [new("Maçon (H/F)", "F1703", "CDI"), new("Électricien du bâtiment (H/F)", "F1602", "CDI"),
             new("Peintre en bâtiment (H/F)", "F1606", "temp"), new("Jardinier (H/F)", "A1203", "CDD")]),
        new("Usine",
            ["Filature du Halot", "Biscuiterie des Géants", "Mécanique du Sartel", "Emballages Dewitte-Roy", "Teinturerie Bleu Guède",
             "Fonderie de l'Union", "Conserverie du Ferrain", "Ateliers du Roitelet"],
            [new("Opérateur de production (H/F)", "H2102", "temp"), new("Technicien de maintenance (H/F)", "I1304", "CDI"),
             new("Soudeur (H/F)", "H2913", "temp"), new("Contrôleur qualité (H/F)", "H1506", "CDI")]),
        new("Résidence",
            ["Résidences du Tilleul", "Clinique du Vieux Moulin", "Maison Sainte-Aldegonde", "Les Jardins d'Automne", "Foyer des Bateliers",
             "Centre de soins de l'Étoile", "Résidence Fleur de Lin", "La Halte du Lion"],
            [new("Agent de service hôtelier (H/F)", "J1301", "CDD"), new("Aide-soignant (H/F)", "J1501", "CDI"),
             new("Secrétaire médical (H/F)", "M1609", "CDI"), new("Lingère (H/F)", "K2206", "CDD")]),
        new("Agence",
            ["Allô Métropole", "Le Fil d'Ariane Conseil", "Périscolaire du Canal", "Formation Grand Angle", "Assurances du Dragon"],
            [new("Téléconseiller (H/F)", "D1408", "CDI"), new("Animateur périscolaire (H/F)", "G1203", "CDD"),
             new("Formateur pour adultes (H/F)", "K2111", "CDD"), new("Garde d'enfants (H/F)", "K1303", "CDI")]),
    ];
}
