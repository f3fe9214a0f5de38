namespace Imi.Kernel.Persistence;

/// <summary>What a migration does to exchanges that were hidden before there was a list of inactive ones: then they left every list.</summary>
public static class InactiveListing
{
    /// <summary>
    /// One statement, the same on every database, so that a migration that is cut off has done nothing and is done again. Each
    /// authority finds an exchange once, in the first of its capacities; who never learned of it still does not.
    /// </summary>
    public const string Sql = $"""
        UPDATE "Participations" SET "View" = 'Inactive'
        WHERE "View" = 'None'
        AND EXISTS (
            SELECT 1 FROM "Exchanges" AS e
            WHERE e."Id" = "Participations"."ExchangeId" AND e."Phase" IN ('Hidden', 'Deleted')
            AND (e."SentAt" IS NOT NULL OR "Participations"."Capacity" = 'Sender'))
        AND NOT EXISTS (
            SELECT 1 FROM "Participations" AS o
            WHERE o."ExchangeId" = "Participations"."ExchangeId" AND o."AuthorityId" = "Participations"."AuthorityId"
            AND (o."View" = 'Inactive' OR CASE o."Capacity" {Rank} END < CASE "Participations"."Capacity" {Rank} END))
        """;

    private const string Rank = "WHEN 'Sender' THEN 0 WHEN 'Recipient' THEN 1 WHEN 'CoordinatorOfSender' THEN 2 WHEN 'CoordinatorOfRecipient' THEN 3 WHEN 'FormerRecipient' THEN 4 ELSE 5";
}
