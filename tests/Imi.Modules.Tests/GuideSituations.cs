namespace Imi.Modules.Tests;

/// <summary>Situations for which the right act and procedure are known. The table of docs/guide.md is printed from them.</summary>
internal static partial class GuideSituations
{
    private const string Abroad = "scope=case where=another-country";
    private const string OwnHarmingOthers = "scope=case where=own-country-harming-others";
    private const string OutsideTheArea = "scope=case where=third-country";

    private static readonly GuideSituation[] Online =
    [
        new(
            "A website from Malta offers online betting to people in your country.",
            Abroad + " matter=online-service exclusion=gambling",
            "ecommerce/gambling",
            "Directive 2000/31/EC, Article 1(5)(d), third indent; Article 56 TFEU"
        ),
        new(
            "A web shop in another country does not pay value added tax.",
            Abroad + " matter=online-service exclusion=taxation",
            "ecommerce/taxation",
            "Directive 2000/31/EC, Article 1(5)(a); Directive 2011/16/EU and Regulation (EU) No 904/2010"
        ),
        new(
            "A social network in Ireland passes on personal data without consent.",
            Abroad + " matter=online-service exclusion=data-protection",
            "ecommerce/data-protection",
            "Directive 2000/31/EC, Article 1(5)(b); Regulation (EU) 2016/679, Articles 55, 56, 60 and 61; Directive 2002/58/EC"
        ),
        new(
            "Booking platforms agree on their prices.",
            Abroad + " matter=online-service exclusion=competition",
            "ecommerce/competition",
            "Directive 2000/31/EC, Article 1(5)(c); Regulation (EC) No 1/2003, Articles 11 and 12"
        ),
        new(
            "A notary in another country certifies documents online.",
            Abroad + " matter=online-service exclusion=legal-professions",
            "ecommerce/legal-professions",
            "Directive 2000/31/EC, Article 1(5)(d), first and second indents; Articles 49, 51, 56 and 62 TFEU"
        ),
        new(
            "A website in another country offers films without the consent of the authors.",
            Abroad + " matter=online-service exclusion=intellectual-property",
            "ecommerce/intellectual-property",
            "Directive 2000/31/EC, Article 3(3) and Annex, first indent; Directive 2004/48/EC"
        ),
        new(
            "An online market place in another country offers counterfeit shoes.",
            Abroad + " matter=product product-problem=counterfeit",
            "ecommerce/intellectual-property",
            "Directive 2000/31/EC, Article 3(3) and Annex, first indent; Directive 2004/48/EC"
        ),
        new(
            "A website in another country advertises units of UCITS.",
            Abroad + " matter=online-service exclusion=financial",
            "ecommerce/financial",
            "Directive 2000/31/EC, Article 3(3) and Annex, second to fourth indents; Article 56 TFEU"
        ),
        new(
            "A web shop does not refund the price as the consumer contract says.",
            Abroad + " matter=online-service exclusion=contracts",
            "ecommerce/contracts",
            "Directive 2000/31/EC, Article 3(3) and Annex, fifth to seventh indents; Regulation (EC) No 593/2008"
        ),
        new(
            "A provider in another country sends advertising by e-mail that nobody asked for.",
            Abroad + " matter=online-service exclusion=unsolicited-email",
            "ecommerce/unsolicited-email",
            "Directive 2000/31/EC, Article 3(3) and Annex, eighth indent; Directive 2002/58/EC, Article 13"
        ),
        new(
            "A video-sharing platform in another country does not protect minors against violent videos.",
            Abroad + " matter=online-content content=video",
            "ecommerce/audiovisual",
            "Directive 2010/13/EU, Articles 2, 3, 28a and 28b; Regulation (EU) 2024/1083, Articles 14 and 15"
        ),
        new(
            "A video-on-demand service in another country shows minors harmful films.",
            Abroad + " matter=online-service exclusion=audiovisual",
            "ecommerce/audiovisual",
            "Directive 2010/13/EU, Articles 2, 3, 28a and 28b; Regulation (EU) 2024/1083, Articles 14 and 15"
        ),
        new(
            "A hosting provider in another country spreads a terrorist video, and every hour counts.",
            Abroad + " matter=online-content content=terrorist",
            "ecommerce/terrorist-content",
            "Regulation (EU) 2021/784, Articles 3, 4 and 12"
        ),
        new(
            "A website outside the European Economic Area calls for terrorist attacks.",
            OutsideTheArea + " matter=online-service exclusion=terrorist-content",
            "ecommerce/terrorist-content",
            "Regulation (EU) 2021/784, Articles 3, 4 and 12"
        ),
        new(
            "Users post hate speech on a very large platform.",
            Abroad + " matter=online-content content=very-large-platform",
            "ecommerce/very-large-platform",
            "Regulation (EU) 2022/2065, Articles 9, 34, 35, 51, 56 and 65"
        ),
        new(
            "A user posts a forged prescription offer on a small platform in another country.",
            Abroad + " matter=online-content content=other-platform",
            "ecommerce/illegal-content",
            "Regulation (EU) 2022/2065, Articles 2(3) and 9; Directive 2000/31/EC, Article 3(4)"
        ),
        new(
            "A platform in another country has no way to report illegal content.",
            Abroad + " matter=intermediary-duties",
            "ecommerce/intermediary-duties",
            "Regulation (EU) 2022/2065, Articles 13, 51 and 56 to 58"
        ),
        new(
            "A web shop in another country sells a toy that can choke children.",
            Abroad + " matter=product product-problem=dangerous",
            "ecommerce/product-safety",
            "Regulation (EU) 2023/988, Articles 22, 25 and 26; Regulation (EU) 2019/1020, Articles 4, 14 and 22"
        ),
        new(
            "A web shop outside the European Economic Area sells unsafe chargers.",
            OutsideTheArea + " matter=product product-problem=dangerous",
            "ecommerce/product-safety",
            "Regulation (EU) 2023/988, Articles 22, 25 and 26; Regulation (EU) 2019/1020, Articles 4, 14 and 22"
        ),
        new(
            "An app from outside the European Economic Area offers prescription medicines to people in your country.",
            OutsideTheArea + " matter=online-service exclusion=none",
            "ecommerce/third-country-provider",
            "Directive 2000/31/EC, Article 3(2); Regulation (EU) 2022/2065, Articles 2(1), 9, 13 and 56(6) and (7)"
        ),
        new(
            "A forum outside the European Economic Area publishes illegal threats.",
            OutsideTheArea + " matter=online-content content=other-platform",
            "ecommerce/third-country-provider",
            "Directive 2000/31/EC, Article 3(2); Regulation (EU) 2022/2065, Articles 2(1), 9, 13 and 56(6) and (7)"
        ),
        new(
            "A website from your own country sells forged certificates to people in other countries.",
            OwnHarmingOthers + " matter=online-service exclusion=none",
            "ecommerce/own-provider",
            "Directive 2000/31/EC, Articles 3(1) and 19"
        ),
        new(
            "You only want to know who runs a website in another country.",
            Abroad + " matter=online-service exclusion=none need=information",
            "ecommerce/information",
            "Directive 2000/31/EC, Article 19(3); Directive 2006/123/EC, Articles 28 and 29"
        ),
        new(
            "A website in another country sells fake medicines, and you want to warn others.",
            Abroad + " matter=online-service exclusion=none need=warn",
            "ecommerce/warning",
            "Directive 2006/123/EC, Article 32"
        ),
        new(
            "A prosecutor in your country wants a website in another country to be blocked.",
            Abroad + " matter=online-service exclusion=none need=proceedings",
            "ecommerce/proceedings",
            "Directive 2000/31/EC, Article 3(4)(b)"
        ),
        new(
            "A web shop in Cyprus sells medicines without prescription, and Cyprus is to stop it.",
            Abroad + " matter=online-service exclusion=none need=measures ground=public-health",
            "ecommerce/request",
            "Directive 2000/31/EC, Article 3(4)(b), first indent"
        ),
        new(
            "You want to block that web shop yourself, and have asked nobody yet.",
            Abroad + " matter=online-service exclusion=none need=own-measures ground=public-health prior-request=no urgent=no",
            "ecommerce/request-first",
            "Directive 2000/31/EC, Article 3(4)(b), first indent"
        ),
        new(
            "The other country refused, and you want to block the web shop.",
            Abroad + " matter=online-service exclusion=none need=own-measures ground=public-health prior-request=refused",
            "ecommerce/notification",
            "Directive 2000/31/EC, Article 3(4)(b), second indent"
        ),
        new(
            "You asked the other country by letter three months ago and got no answer.",
            Abroad + " matter=online-service exclusion=none need=own-measures ground=public-policy prior-request=unanswered",
            "ecommerce/notification",
            "Directive 2000/31/EC, Article 3(4)(b), second indent"
        ),
        new(
            "Investors lose money on a website every day, so that you block it at once.",
            Abroad + " matter=online-service exclusion=none need=own-measures ground=consumers prior-request=no urgent=yes",
            "ecommerce/urgent-notification",
            "Directive 2000/31/EC, Article 3(5)"
        ),
        new(
            "A web shop in another country misleads consumers as a group.",
            Abroad + " matter=online-service exclusion=none need=measures ground=consumer-law",
            "ecommerce/consumer-law",
            "Regulation (EU) 2017/2394, Articles 2 and 3"
        ),
        new(
            "A website in another country breaks a rule of yours that protects none of the listed interests.",
            Abroad + " matter=online-service exclusion=none need=own-measures ground=none-of-these",
            "ecommerce/no-ground",
            "Directive 2000/31/EC, Articles 3(1), (2) and (4) and 19(3)"
        ),
        new(
            "Your parliament is to adopt a law for all social networks.",
            "scope=rule rule-on=online-services",
            "ecommerce/technical-regulation",
            "Directive (EU) 2015/1535, Articles 5 and 6"
        ),
        new(
            "Your ministry drafts a technical rule for bicycles.",
            "scope=rule rule-on=products",
            "ecommerce/technical-regulation",
            "Directive (EU) 2015/1535, Articles 5 and 6"
        ),
    ];

    /// <summary>All situations.</summary>
    public static IEnumerable<GuideSituation> All => Online.Concat(Others);
}
