package dev.sluice.extproc.recognizer.network;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;
import dev.sluice.extproc.recognizer.DecimalDigits;
import dev.sluice.extproc.recognizer.PrecedingWords;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recognizer of IPv4 addresses of hosts. Four numbers that are a version or a section are not an
 * address.
 */
public final class Ipv4AddressRecognizer {
  private static final int LONGEST = 32;

  /** The greatest distance of a word that marks a version: about a quote and a particle. */
  private static final int NEAR = 14;

  /** The greatest distance of a name from an address without dots: one short word. */
  private static final int DIRECTLY = 12;

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final PrecedingWords VERSIONS =
      PrecedingWords.of(
          ("version versions 버전 버젼 판본 release releases revision build builds 빌드 firmware 펌웨어 "
                  + "section sections chapter clause figure table tables oid 그림 ver. "
                  + "driver upgrade update patch changelog kernel jdk 업그레이드 업데이트 패치 "
                  + "릴리스 릴리즈 규정 조항 약관 지침")
              .split(" "));

  private static final PrecedingWords NAMES =
      PrecedingWords.of("ip", "ips", "ipv4", "addr", "address", "아이피");

  /** Words for parts of books and laws, directly before their number. */
  private static final PrecedingWords PARTS = PrecedingWords.of("절", "항", "표", "제");

  /** The number of bytes in a Hangul syllable. */
  private static final int SYLLABLE = 3;

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "ipv4",
          List.of(
              new Recognizer.CandidatePattern(
                  "(?<![0-9A-Za-z._])"
                      + OCTET
                      + "(?: ?\\. ?"
                      + OCTET
                      + "){3}(?:(?![0-9A-Za-z._-])"
                      + "|\\.(?![0-9A-Za-z])|-(?![A-Za-z]))",
                  LONGEST),
              new Recognizer.CandidatePattern(
                  "(?<![0-9A-Za-z._-])"
                      + OCTET
                      + "(?:"
                      + Stream.of("-", " - ", "_", " ")
                          .map(sign -> "(?:" + sign + OCTET + "){3}")
                          .collect(Collectors.joining("|"))
                      + ")(?![0-9A-Za-z_-])",
                  LONGEST)),
          new AddressCheck(Ipv4AddressRecognizer::address),
          List.of(
              "서버 IP는 ⟦10.20.30.40⟧입니다.",
              "from ⟦203.0.113.7⟧:8080, ⟦198.51.100.2⟧/24",
              "The address is ⟦192.168.0.15⟧.",
              "http://⟦172.16.5.4⟧/health root@⟦8.8.4.4⟧",
              "range ⟦10.0.0.1⟧-⟦10.0.0.9⟧",
              "⟦10 . 0 . 0 . 1⟧로 접속",
              "발표 ⟦10.0.0.1⟧",
              "nameserver ⟦8.8.8.8⟧, ⟦1.0.0.1⟧에서 접속",
              "⟦12.34.56.78⟧:22",
              "서버 IP ⟦10-20-30-40⟧ 확인, IP: ⟦203 0 113 7⟧"),
          List.of(
              "버전 1.2.3.4로 업데이트",
              "version 10.2.3.4 fixes",
              "AssemblyVersion(\"1.2.3.4\")",
              "OID 1.3.6.1.4.1.311",
              "v1.2.3.4, Chrome/120.0.0.0 Safari",
              "999.1.1.1, 1.2.3.456, 0.1.2.3",
              "제1.2.3.4절을 참조",
              "표 1.2.3.4",
              "1.2.3.4-beta",
              "JDK 17.0.9.1, Oracle 19.3.0.0",
              "5.1.2.3 이상에서 수정됨",
              "Upgrade to 4.18.0.3",
              "10-20-30-40 cm, the IP team ordered 1 2 3 4"));

  private Ipv4AddressRecognizer() {}

  private static MatchCheck.CheckResult address(MatchCandidate candidate) {
    byte[] text = candidate.text();
    if (!hasDots(candidate)) {
      return namedAddress(candidate);
    }
    int to = candidate.to();
    while (!AsciiText.isDigit(text[to - 1])) {
      to--;
    }
    if (!evenlySpaced(text, candidate.from(), to) || product(candidate) || version(candidate)) {
      return MatchCheck.NoMatch.REJECTED;
    }
    var address = new MatchCheck.MatchedSpan(candidate.from(), to);
    return switch (form(text, candidate.from(), to)) {
      case NONE -> MatchCheck.NoMatch.REJECTED;
      case ADDRESS -> address;
      case VERSION_OR_ADDRESS -> AddressCheck.inNetwork(candidate, address);
    };
  }

  private static boolean hasDots(MatchCandidate candidate) {
    for (int at = candidate.from(); at < candidate.to(); at++) {
      if (candidate.text()[at] == '.') {
        return true;
      }
    }
    return false;
  }

  /** Accepts four numbers with other signs than dots directly after a name of addresses. */
  private static MatchCheck.CheckResult namedAddress(MatchCandidate candidate) {
    int name = NAMES.lastEnd(candidate);
    int first =
        DecimalDigits.of(
                candidate.text(), candidate.from(), endOfNumber(candidate.text(), candidate.from()))
            .number();
    return name >= 0 && candidate.from() - name <= DIRECTLY && first > 0
        ? new MatchCheck.MatchedSpan(candidate.from(), candidate.to())
        : MatchCheck.NoMatch.REJECTED;
  }

  /** The readings of four numbers. */
  private enum Form {
    NONE,
    ADDRESS,
    VERSION_OR_ADDRESS
  }

  /**
   * Returns the reading of four numbers without their context. A version of a program has small
   * numbers, as have few addresses; private addresses in 10/8 are frequent.
   */
  private static Form form(byte[] text, int from, int to) {
    int first = DecimalDigits.of(text, from, endOfNumber(text, from)).number();
    if (first == 0 || first >= 224 || first == 127) {
      return Form.NONE;
    }
    boolean large = first == 10;
    for (int at = from; at + 2 < to && !large; at++) {
      large =
          AsciiText.isDigit(text[at])
              && AsciiText.isDigit(text[at + 1])
              && AsciiText.isDigit(text[at + 2]);
    }
    return large ? Form.ADDRESS : Form.VERSION_OR_ADDRESS;
  }

  private static boolean version(MatchCandidate candidate) {
    int word = VERSIONS.lastEnd(candidate);
    int part = PARTS.lastEnd(candidate);
    return (word >= 0 && candidate.from() - word <= NEAR)
        || (part >= 0 && candidate.from() - part <= 1 && standsAlone(candidate, part));
  }

  /**
   * Returns true if the syllable that ends at a position is a word, not the end of another as in
   * 발표.
   */
  private static boolean standsAlone(MatchCandidate candidate, int end) {
    int before = end - SYLLABLE - 1;
    return before < candidate.contextFrom() || candidate.text()[before] >= 0;
  }

  /** Returns the end of a number. */
  private static int endOfNumber(byte[] text, int from) {
    int at = from;
    while (AsciiText.isDigit(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean evenlySpaced(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '.' && (text[i - 1] == ' ') != (text[i + 1] == ' ')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns true directly after {@code Name/}, after a name and a hyphen, or inside an IPv6
   * address.
   */
  private static boolean product(MatchCandidate candidate) {
    int at = candidate.from() - 1;
    if (at <= candidate.contextFrom()) {
      return false;
    }
    int last = candidate.text()[at];
    byte before = candidate.text()[at - 1];
    boolean word = Character.isLetterOrDigit(before);
    return (last == '/' && word)
        || (last == '-' && word && !AsciiText.isDigit(before))
        || (last == ':' && (before == ':' || before == 'f' || before == 'F'));
  }
}
