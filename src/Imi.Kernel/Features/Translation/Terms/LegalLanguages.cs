namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>How English, French, German, Spanish and Greek cite provisions and acts, as in the language versions of the Official Journal.</summary>
internal static class LegalLanguages
{
    /// <summary>How many abbreviations of domains each language has: European Union, European Community, EEC, Euratom, JHA, CFSP.</summary>
    public const int DomainCount = 6;

    private static readonly LegalWords English = new(
        "en",
        ["Article", "Articles", "Arts.", "Art.", "Art"],
        Parts(["paragraph", "paragraphs", "para.", "paras."], ["point", "points", "letter"], ["point", "points"], ["point", "points"]),
        Counted(
            ["first", "second", "third", "fourth", "fifth", "sixth"],
            ordinal => ordinal + " subparagraph",
            ["first", "second", "third", "fourth", "fifth", "sixth"],
            ordinal => ordinal + " indent"
        ),
        Links(["and"], ["or"], ["to"]),
        Acts(
            ["Directive", "of Directive"],
            ["Regulation", "of Regulation"],
            ["Decision", "of Decision"],
            ["Recommendation", "of Recommendation"],
            ["Implementing Regulation", "of Implementing Regulation"],
            ["Delegated Regulation", "of Delegated Regulation"],
            ["Implementing Decision", "of Implementing Decision"],
            ["Framework Decision", "of Framework Decision"]
        ),
        ["EU", "EC", "EEC", "Euratom", "JHA", "CFSP"],
        ["No", "No.", "Nº"]
    );

    private static readonly LegalWords French = new(
        "fr",
        ["article", "articles", "art."],
        Parts(["paragraphe", "paragraphes", "par.", "§"], ["point", "points", "lettre"], ["point", "points"], ["point", "points"]),
        Counted(
            ["premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième"],
            ordinal => ordinal + " alinéa",
            ["premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième"],
            ordinal => ordinal + " tiret"
        ),
        Links(["et"], ["ou"], ["à"]),
        Acts(
            ["directive", "de la directive"],
            ["règlement", "du règlement"],
            ["décision", "de la décision"],
            ["recommandation", "de la recommandation"],
            ["règlement d’exécution", "du règlement d’exécution", "règlement d'exécution", "du règlement d'exécution"],
            ["règlement délégué", "du règlement délégué"],
            ["décision d’exécution", "de la décision d’exécution", "décision d'exécution", "de la décision d'exécution"],
            ["décision-cadre", "de la décision-cadre"]
        ),
        ["UE", "CE", "CEE", "Euratom", "JAI", "PESC"],
        ["nº", "n°", "no", "n o"]
    );

    private static readonly LegalWords German = new(
        "de",
        ["Artikel", "Artikel", "Artikels", "Artikeln", "Art."],
        Parts(
            ["Absatz", "Absätze", "Absätzen", "Absatzes", "Abs."],
            ["Buchstabe", "Buchstaben", "Buchst.", "lit."],
            ["Nummer", "Nummern", "Nr."],
            ["Ziffer", "Ziffern", "Ziff."]
        ),
        Counted(
            ["1", "2", "3", "4", "5", "6"],
            ordinal => "Unterabsatz " + ordinal,
            ["erster", "zweiter", "dritter", "vierter", "fünfter", "sechster"],
            ordinal => ordinal + " Gedankenstrich"
        ),
        Links(["und"], ["oder"], ["bis"]),
        Acts(
            ["Richtlinie", "der Richtlinie"],
            ["Verordnung", "der Verordnung"],
            ["Beschluss", "des Beschlusses", "Beschlusses"],
            ["Empfehlung", "der Empfehlung"],
            ["Durchführungsverordnung", "der Durchführungsverordnung"],
            ["Delegierte Verordnung", "der Delegierten Verordnung", "Delegierten Verordnung"],
            ["Durchführungsbeschluss", "des Durchführungsbeschlusses", "Durchführungsbeschlusses"],
            ["Rahmenbeschluss", "des Rahmenbeschlusses", "Rahmenbeschlusses"]
        ),
        ["EU", "EG", "EWG", "Euratom", "JI", "GASP"],
        ["Nr.", "Nr"]
    );

    private static readonly LegalWords Spanish = new(
        "es",
        ["artículo", "artículos", "arts.", "art."],
        Parts(["apartado", "apartados", "apdo.", "ap."], ["letra", "letras"], ["punto", "puntos"], ["inciso", "incisos"]),
        Counted(
            ["primero", "segundo", "tercero", "cuarto", "quinto", "sexto"],
            ordinal => "párrafo " + ordinal,
            ["primer", "segundo", "tercer", "cuarto", "quinto", "sexto"],
            ordinal => ordinal + " guion"
        ),
        Links(["y"], ["o"], ["a"]),
        Acts(
            ["Directiva", "de la Directiva"],
            ["Reglamento", "del Reglamento"],
            ["Decisión", "de la Decisión"],
            ["Recomendación", "de la Recomendación"],
            ["Reglamento de Ejecución", "del Reglamento de Ejecución"],
            ["Reglamento Delegado", "del Reglamento Delegado"],
            ["Decisión de Ejecución", "de la Decisión de Ejecución"],
            ["Decisión Marco", "de la Decisión Marco"]
        ),
        ["UE", "CE", "CEE", "Euratom", "JAI", "PESC"],
        ["n.º", "nº", "n.o", "núm."]
    );

    private static readonly LegalWords Greek = new(
        "el",
        ["άρθρο", "άρθρα", "άρθρου", "άρθρων", "ΑΡΘΡΟ", "αρθ.", "άρθ."],
        Parts(
            ["παράγραφος", "παράγραφοι", "παραγράφου", "παραγράφων", "παράγραφο", "παραγράφους", "παρ."],
            ["στοιχείο", "στοιχεία", "στοιχείου", "στοιχείων", "στοιχ."],
            ["σημείο", "σημεία", "σημείου", "σημείων"],
            ["σημείο", "σημεία", "σημείου", "σημείων"]
        ),
        Counted(
            ["πρώτο", "δεύτερο", "τρίτο", "τέταρτο", "πέμπτο", "έκτο"],
            ordinal => ordinal + " εδάφιο",
            ["πρώτη", "δεύτερη", "τρίτη", "τέταρτη", "πέμπτη", "έκτη"],
            ordinal => ordinal + " περίπτωση"
        ),
        Links(["και"], ["ή"], ["έως"]),
        Acts(
            ["οδηγία", "της οδηγίας", "οδηγίας"],
            ["κανονισμός", "του κανονισμού", "κανονισμού", "κανονισμό"],
            ["απόφαση", "της απόφασης", "απόφασης"],
            ["σύσταση", "της σύστασης", "σύστασης"],
            ["εκτελεστικός κανονισμός", "του εκτελεστικού κανονισμού", "εκτελεστικού κανονισμού", "εκτελεστικό κανονισμό"],
            ["κατ’ εξουσιοδότηση κανονισμός", "του κατ’ εξουσιοδότηση κανονισμού", "κατ’ εξουσιοδότηση κανονισμού", "κατ’ εξουσιοδότηση κανονισμό"],
            ["εκτελεστική απόφαση", "της εκτελεστικής απόφασης", "εκτελεστικής απόφασης"],
            ["απόφαση-πλαίσιο", "της απόφασης-πλαισίου", "απόφασης-πλαισίου"]
        ),
        ["ΕΕ", "ΕΚ", "ΕΟΚ", "Ευρατόμ", "ΔΕΥ", "ΚΕΠΠΑ"],
        ["αριθ.", "αρ."]
    );

    /// <summary>The languages, each with its words.</summary>
    public static IReadOnlyList<LegalWords> All { get; } = [English, French, German, Spanish, Greek];

    /// <summary>The words of a language; null if it is none of the five.</summary>
    public static LegalWords? Of(string language) => All.FirstOrDefault(words => words.Language == language);

    private static Dictionary<ProvisionPart, string[]> Parts(string[] paragraph, string[] point, string[] numbered, string[] roman) =>
        new()
        {
            [ProvisionPart.Paragraph] = paragraph,
            [ProvisionPart.Point] = point,
            [ProvisionPart.NumberedPoint] = numbered,
            [ProvisionPart.RomanPoint] = roman,
        };

    private static Dictionary<ProvisionPart, string[]> Counted(
        string[] subparagraphs,
        Func<string, string> subparagraph,
        string[] indents,
        Func<string, string> indent
    ) => new() { [ProvisionPart.Subparagraph] = [.. subparagraphs.Select(subparagraph)], [ProvisionPart.Indent] = [.. indents.Select(indent)] };

    private static Dictionary<SeriesLink, string[]> Links(string[] and, string[] or, string[] to) =>
        new()
        {
            [SeriesLink.And] = and,
            [SeriesLink.Or] = or,
            [SeriesLink.To] = to,
        };

    private static Dictionary<ActKind, string[]> Acts(params string[][] names) =>
        names.Select((forms, index) => (Kind: (ActKind)index, forms)).ToDictionary(act => act.Kind, act => act.forms);
}
