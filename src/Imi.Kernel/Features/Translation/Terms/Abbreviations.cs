using System.Collections.Frozen;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>
/// Abbreviations of the official languages after whose full stop a sentence usually goes on, in small letters and without the last full stop.
/// </summary>
internal static class Abbreviations
{
    private const string Common = "art arts abs no nr nº vol cf ref tel fax dr prof mr mrs ms st co ltd inc corp gmbh ca max min approx";

    private static readonly FrozenDictionary<string, string> OfLanguages = new Dictionary<string, string>
    {
        ["bg"] = "чл ал т бул ул гр стр напр др г гг вж проф инж буд",
        ["cs"] = "čl odst písm č např tzv resp popř ing mgr str ul tj mj atd tř",
        ["da"] = "stk litra f.eks nr bl.a jf hhv osv pkt kap evt ca dvs mv",
        ["de"] =
            "bzw usw ggf vgl bspw buchst lit ziff rn rdnr az str evtl inkl exkl zzgl sog abl bgbl hr fr mio mrd mind u.a z.b d.h i.d.r s.o s.u nrn dipl ing",
        ["el"] = "αρ αριθ παρ στοιχ σελ κ κα κος δρ βλ πρβλ λ.χ π.χ δηλ κ.λπ κλπ κ.ά τηλ οδ εκατ δισ ν.δ π.δ σημ αρθ άρθ υπ α.ε ε.π.ε μ.μ π.μ εδ",
        ["en"] = "e.g i.e etc vs para paras sec fig ed eds jan feb mar apr jun jul aug sept sep oct nov dec messrs jr sr dept plc no nos pp viz",
        ["es"] = "sr sra sres sras d dña ud uds núm n.º p.ej ej pág págs apdo ap avda dpto tel etc vid aprox s.a s.l ss ee.uu admón excmo excma ilmo",
        ["et"] = "lg p nt jne jms vt nn s.t u lk tn mnt a",
        ["fi"] = "esim ks mm ym yms jne n s nk ts eli mom os puh",
        ["fr"] = "m mm mme mmes mlle p.ex ex par al etc cf chap sect éd env av bd resp min max réf tél n° st ste dir p pp",
        ["ga"] = "ir uimh lch m.sh srl mír alt",
        ["hr"] = "čl st toč br npr tzv odn sl itd ul gosp gđa mr ing str i.sl tj",
        ["hu"] = "bek pl stb ún ill kb dr u ti cikk tel sz jún júl aug",
        ["is"] = "gr mgr málsl tölul t.d o.fl þ.e nr bls sbr m.a",
        ["it"] = "artt sig sigg sig.ra dott ing avv par lett pag pagg es ecc n num s.p.a s.r.l all cfr p.es tab geom",
        ["lt"] = "str d p pvz t.y ir kt red g pr nr plg žr gyd doc",
        ["lv"] = "p piem u.c u.tml t.i plkst red lpp nr sk tālr",
        ["mt"] = "eż paġ sinj sinjura eċċ nru",
        ["nb"] = "bl.a f.eks jf nr pkt kap osv evt dvs mv ca",
        ["nl"] = "bijv blz nr o.a d.w.z e.d enz evt incl excl m.b.t jl mevr dhr ir mr ing tel resp zgn m.a.w i.v.m",
        ["pl"] = "ust pkt lit poz np tzw tj itp itd m.in dz nr ul al godz str zob por sp z.o.o woj im tys mln mld inż mgr r",
        ["pt"] = "sr sra srs dra exmo exma n.º al par pág p.ex ex etc eng lda arts av dept",
        ["ro"] = "alin lit pct nr dl dna d-na dvs ex str bd tel pag ing jud s.a s.r.l etc",
        ["sk"] = "čl ods písm č napr tzv resp ing mgr str ul tj atď s.r.o a.s",
        ["sl"] = "čl odst tč št npr t.i oz itd ga g dr str ul d.o.o",
        ["sv"] = "bl.a t.ex dvs osv nr s.k m.m m.fl st resp kap jfr f.d p.g.a",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FrozenSet<string>> Sets = OfLanguages.ToFrozenDictionary(
        entry => entry.Key,
        entry => $"{Common} {entry.Value}".Split(' ').ToFrozenSet(StringComparer.Ordinal)
    );

    private static readonly FrozenSet<string> AtEnds = "etc usw κ.λπ κλπ ecc osv enz itd itp jne stb atd atď srl eċċ"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The languages in which a figure with a full stop is an ordinal number: 3. März.</summary>
    private static readonly FrozenSet<string> WithOrdinals = "bg cs da de et fi hr hu is lv nb pl sk sl".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a sentence usually goes on after a word with a full stop.</summary>
    /// <param name="word">The word, without the full stop at its end.</param>
    /// <param name="language">The language of the text.</param>
    public static bool Has(string word, string language)
    {
        var small = word.ToLowerInvariant();
        if (AtEnds.Contains(small))
            return false;
        var isOrdinal = WithOrdinals.Contains(language) && word.Length < 3 && word.All(char.IsAsciiDigit);
        return isOrdinal || IsInitials(word) || (Sets.TryGetValue(language, out var own) && own.Contains(small));
    }

    /// <summary>Whether a word consists of single letters with full stops between them, such as J or π.χ or S.A.</summary>
    private static bool IsInitials(string word) =>
        word.Split('.').All(part => part.Length is 1 or 2 && part.All(char.IsLetter) && (part.Length == 1 || word.Length > 2));
}
