namespace Imi.Modules.Tests;

internal static partial class GuideSituations
{
    private static readonly GuideSituation[] Others =
    [
        new(
            "You need the name of the owner of a misleading web shop in another Member State.",
            Abroad + " matter=consumer-law need=information collective-interests=yes",
            "cpc/information-request",
            "Regulation (EU) 2017/2394, Article 11"
        ),
        new(
            "A trader in another Member State misleads consumers in your country only.",
            Abroad + " matter=consumer-law need=measures collective-interests=yes spread=intra-union",
            "cpc/enforcement-request",
            "Regulation (EU) 2017/2394, Article 12"
        ),
        new(
            "You want to fine that trader yourself.",
            Abroad + " matter=consumer-law need=own-measures collective-interests=yes spread=intra-union",
            "cpc/own-measures",
            "Regulation (EU) 2017/2394, Article 12"
        ),
        new(
            "A trader misleads consumers in three Member States.",
            Abroad + " matter=consumer-law need=measures collective-interests=yes spread=widespread",
            "cpc/coordinated-action",
            "Regulation (EU) 2017/2394, Articles 15 to 22 and 26"
        ),
        new(
            "An airline harms consumers nearly everywhere in the Union.",
            Abroad + " matter=consumer-law need=measures collective-interests=yes spread=widespread-union-dimension",
            "cpc/coordinated-action",
            "Regulation (EU) 2017/2394, Articles 15 to 22 and 26"
        ),
        new(
            "A trader outside the Union misleads consumers in four Member States.",
            OutsideTheArea + " matter=consumer-law collective-interests=yes spread=widespread",
            "cpc/coordinated-action",
            "Regulation (EU) 2017/2394, Articles 15 to 22 and 26"
        ),
        new(
            "A trader outside the Union misleads consumers in your country only.",
            OutsideTheArea + " matter=consumer-law collective-interests=yes spread=intra-union",
            "cpc/third-country-trader",
            "Regulation (EU) 2017/2394, Articles 3 and 32"
        ),
        new(
            "You suspect that a new scam will reach other Member States.",
            Abroad + " matter=consumer-law need=warn collective-interests=yes",
            "cpc/alert",
            "Regulation (EU) 2017/2394, Article 26"
        ),
        new(
            "A trader in your own country sends subscription traps to consumers in other Member States.",
            OwnHarmingOthers + " matter=consumer-law collective-interests=yes",
            "cpc/own-trader",
            "Regulation (EU) 2017/2394, Articles 9 and 26(1)"
        ),
        new(
            "One consumer did not get the refund for a holiday flat in another country.",
            Abroad + " matter=consumer-law need=measures collective-interests=no",
            "cpc/individual-dispute",
            "Regulation (EU) 2017/2394, Articles 1 and 3"
        ),
        new(
            "You want to know whether a builder in another country is established there.",
            Abroad + " matter=service-activity exclusion=none need=information",
            "services/information-request",
            "Directive 2006/123/EC, Articles 28 and 29"
        ),
        new(
            "A diving school from another country uses faulty equipment that can kill.",
            Abroad + " matter=service-activity exclusion=none need=warn serious-damage=yes",
            "services/alert",
            "Directive 2006/123/EC, Article 32"
        ),
        new(
            "A builder from another country works badly, but nobody is in danger.",
            Abroad + " matter=service-activity exclusion=none need=warn serious-damage=no",
            "services/no-alert",
            "Directive 2006/123/EC, Articles 29 and 32"
        ),
        new(
            "A crane operator from your own country is a danger on building sites abroad.",
            OwnHarmingOthers + " matter=service-activity exclusion=none serious-damage=yes",
            "services/own-alert",
            "Directive 2006/123/EC, Article 29(3)"
        ),
        new(
            "A hairdresser from your own country has no insurance for work abroad.",
            OwnHarmingOthers + " matter=service-activity exclusion=none serious-damage=no",
            "services/own-supervision",
            "Directive 2006/123/EC, Articles 29 and 30"
        ),
        new(
            "You want to stop an unsafe fairground ride, and have asked nobody yet.",
            Abroad + " matter=service-activity exclusion=none need=own-measures safety=yes prior-request=no urgent=no",
            "services/request-first",
            "Directive 2006/123/EC, Article 35(2)"
        ),
        new(
            "The other country did too little against the unsafe fairground ride.",
            Abroad + " matter=service-activity exclusion=none need=own-measures safety=yes prior-request=inadequate",
            "services/derogation",
            "Directive 2006/123/EC, Articles 18 and 35(3) to (5)"
        ),
        new(
            "You asked the other country about the unsafe fairground ride, and it has not answered.",
            Abroad + " matter=service-activity exclusion=none need=own-measures safety=yes prior-request=unanswered urgent=no",
            "services/await-answer",
            "Directive 2006/123/EC, Article 35(2), (3) and (6)"
        ),
        new(
            "The ride runs tonight and is about to break.",
            Abroad + " matter=service-activity exclusion=none need=own-measures safety=yes prior-request=no urgent=yes",
            "services/urgent-derogation",
            "Directive 2006/123/EC, Article 35(6)"
        ),
        new(
            "You want a tour guide from another country to register with you.",
            Abroad + " matter=service-activity exclusion=none need=own-measures safety=no",
            "services/own-requirements",
            "Directive 2006/123/EC, Articles 16, 17 and 31"
        ),
        new(
            "A criminal court in your country tries a builder from another country.",
            Abroad + " matter=service-activity exclusion=none need=proceedings",
            "services/proceedings",
            "Directive 2006/123/EC, Article 35(1)"
        ),
        new(
            "A private security company from another country works without a licence.",
            Abroad + " matter=service-activity exclusion=excluded-service",
            "services/excluded-service",
            "Directive 2006/123/EC, Article 2(2) and (3); Articles 49 and 56 TFEU"
        ),
        new(
            "A surveyor from outside the European Economic Area works in your country.",
            OutsideTheArea + " matter=service-activity exclusion=none",
            "services/third-country-provider",
            "Directive 2006/123/EC, Article 2(1)"
        ),
        new(
            "Your ministry drafts a fixed tariff for architects.",
            "scope=rule rule-on=service-requirements",
            "services/requirement",
            "Directive 2006/123/EC, Articles 15(7) and 39(5)"
        ),
        new("A shop in your own country cheats people in your country.", "scope=case where=own-country", "/national", "Your national law"),
    ];
}
