using System.Net;
using System.Net.Sockets;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>The networks to which an address belongs, as tries are counted: whoever has one IPv6 address has 2^64 of them.</summary>
internal static class NetworkAddress
{
    private const int SiteBits = 64;
    private const int ProviderBits = 48;

    /// <summary>The address itself for IPv4, also where it is mapped into IPv6; the /64 for IPv6. What is no address stays as it is.</summary>
    public static string SiteOf(string address) =>
        Read(address) is not { } read ? address
        : read.AddressFamily == AddressFamily.InterNetworkV6 ? Prefix(read, SiteBits)
        : read.ToString();

    /// <summary>The /48 of an IPv6 address; null for others.</summary>
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
