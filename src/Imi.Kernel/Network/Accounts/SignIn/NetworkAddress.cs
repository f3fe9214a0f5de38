using System.Net;
using System.Net.Sockets;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>Finds the networks of an address by which attempts are counted, since a single IPv6 user controls 2^64 addresses.</summary>
internal static class NetworkAddress
{
    private const int SiteBits = 64;
    private const int ProviderBits = 48;

    /// <summary>The address itself for IPv4, also if mapped to IPv6; the /64 network for IPv6. Invalid addresses are returned unchanged.</summary>
    public static string SiteOf(string address) =>
        Read(address) is not { } read ? address
        : read.AddressFamily == AddressFamily.InterNetworkV6 ? Prefix(read, SiteBits)
        : read.ToString();

    /// <summary>The /48 network of an IPv6 address; null for others.</summary>
    public static string? ProviderOf(string address) =>
        Read(address) is { AddressFamily: AddressFamily.InterNetworkV6 } read ? Prefix(read, ProviderBits) : null;

    private static IPAddress? Read(string address) =>
        !IPAddress.TryParse(address, out var read) ? null
        : read.IsIPv4MappedToIPv6 ? read.MapToIPv4()
        : read;

    private static string Prefix(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return $"{new IPAddress(bytes)}/{bits}";
    }
}
