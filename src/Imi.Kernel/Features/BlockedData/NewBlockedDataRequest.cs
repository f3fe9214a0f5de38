namespace Imi.Kernel.Features.BlockedData;

/// <summary>What somebody asks.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Ground">On which ground; null is told as missing.</param>
/// <param name="Reason">The justification in words.</param>
/// <param name="Days">For how many days the data are to be read; null is told as missing where they are to be read.</param>
/// <param name="HasConsent">Whether the authority confirms that it has the data subject's consent, where the ground needs it.</param>
public sealed record NewBlockedDataRequest(BlockedDataRequestKind Kind, BlockedDataGround? Ground, string Reason, int? Days, bool HasConsent);
