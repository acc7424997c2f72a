package dev.sluice.extproc.recognizer.network;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A recognizer of IPv6 addresses in the textual forms of RFC 4291, within the blocks in use, and of
 * other blocks where the words or signs around them say that it is an address. Times, hardware
 * addresses and names with colons are none.
 */
public final class Ipv6AddressRecognizer {
  private static final int LONGEST = 96;
  private static final int GROUPS = 8;
  private static final int FIRST_LENGTH = 4;
  private static final String COLON = " {0,2}: {0,2}";

  /**
   * A pattern of the first group, also of blocks that are not assigned yet; words have no digit.
   */
  private static final String FIRST =
      "(?:[1-9][0-9a-f]{3}|[a-e][0-9][0-9a-f]{2}|f[cd][0-9a-f]{2}|fe[89a-f][0-9a-f]|ff0[0-9a-f])";

  /** A pattern of a first group that is not a word, so that spaces may follow. */
  private static final String SPACED = "(?:[23][0-9a-f]{3}|fe[89ab][0-9a-f]|f[cd][0-9][0-9a-f])";

  private static final String QUAD = "[0-9]{1,3}(?: ?\\. ?[0-9]{1,3}){3}";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "ipv6",
          "(?i)(?<![0-9a-z:._])(?:"
              + "(?:"
              + FIRST
              + ":(?:[0-9a-f]{0,4}:)|::ffff:|64:ff9b:)(?:[0-9a-f]{0,4}:)*(?:[0-9a-f]{1,4}|"
              + QUAD
              + ")?"
              + "|"
              + SPACED
              + COLON
              + "(?:[0-9a-f]{0,4}"
              + COLON
              + ")+(?:[0-9a-f]{1,4}|"
              + QUAD
              + ")?"
              + ")(?:(?![0-9a-z:.])|[.:](?![0-9a-z:.]))",
          LONGEST,
          new AddressCheck(Ipv6AddressRecognizer::address),
          List.of(
              "주소는 ⟦2001:db8::8a2e:370:7334⟧입니다.",
              "[⟦2400:cb00:2048:1:0:0:c629:d7a2⟧]:443",
              "inet6 ⟦fe80::1c2:3ff:fe4d:5e6f⟧%eth0, ⟦fd12:3456::⟧/48",
              "mapped ⟦::ffff:203.0.113.7⟧ and ⟦64:ff9b::192.0.2.33⟧.",
              "⟦2A02:0DB8:0000:0000:0000:FF00:0042:8329⟧",
              "⟦2001 : db8 :  : 8a2e⟧에서",
              "host.example.net. 300 IN AAAA ⟦4a10:31::c⟧",
              "ping6 ⟦7c02:8:1::9⟧, ssh root@⟦5e20:7::1⟧, [⟦6b00:1:2::3⟧]:443"),
          List.of(
              "12:34:56, 01:02:03:04",
              "MAC 00:1b:44:11:3a:b7",
              "EUI-64 00:1b:44:ff:fe:11:3a:b7",
              "std::vector<int> a::before Cache::add abc::def",
              "ratio 1:2:3:4:5:6:7:8",
              "SHA1 aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99",
              "arn:aws:s3:::bucket-1234",
              "2001:db8:1:2",
              "1234::5678 4d3a::1",
              "server face::feed"));

  private Ipv6AddressRecognizer() {}

  private static MatchCheck.CheckResult address(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int from = candidate.from();
    int to = candidate.to();
    if (!promising(text, from)) {
      return MatchCheck.NoMatch.REJECTED;
    }
    boolean trailing = text[to - 1] == '.' || (text[to - 1] == ':' && text[to - 2] != ':');
    while (to > from && (trailing || text[to - 1] == ' ')) {
      to--;
      trailing = false;
    }
    while (text[from] == ' ') {
      from++;
    }
    String written = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    String address = written.replace(" ", "").toLowerCase(Locale.ROOT);
    if (!complete(address)) {
      return MatchCheck.NoMatch.REJECTED;
    }
    var found = new MatchCheck.MatchedSpan(from, to);
    if (inUse(address)) {
      return found;
    }
    boolean word = address.substring(0, FIRST_LENGTH).chars().noneMatch(Character::isDigit);
    return word ? MatchCheck.NoMatch.REJECTED : AddressCheck.inNetwork(candidate, found);
  }

  /**
   * Returns true if the first group has four digits or none, or is the one of two digits that is
   * allowed.
   */
  private static boolean promising(byte[] text, int from) {
    int digits = 0;
    while (text[from + digits] != ':' && text[from + digits] != ' ') {
      digits++;
    }
    return digits == 4 || digits == 0 || (digits == 2 && text[from] == '6');
  }

  /**
   * Returns true for global, unique local, link-local and multicast addresses, and those that
   * contain an IPv4 address.
   */
  private static boolean inUse(String address) {
    int colon = address.indexOf(':');
    if (colon != 4) {
      return address.startsWith("::ffff:") || address.startsWith("64:ff9b:");
    }
    int first = Integer.parseInt(address, 0, colon, 16);
    return (first >= 0x2000 && first < 0x4000)
        || (first >= 0xFC00 && first < 0xFE00)
        || (first >= 0xFE80 && first < 0xFF10);
  }

  /** Returns true for eight groups, or fewer with one gap; an IPv4 address counts as two groups. */
  private static boolean complete(String address) {
    int gap = address.indexOf("::");
    if (address.contains(":::") || gap != address.lastIndexOf("::")) {
      return false;
    }
    int groups = address.indexOf('.') < 0 ? 0 : 1;
    for (String group : address.split(":", -1)) {
      groups += group.isEmpty() ? 0 : 1;
    }
    return gap < 0 ? groups == GROUPS : groups < GROUPS;
  }
}
