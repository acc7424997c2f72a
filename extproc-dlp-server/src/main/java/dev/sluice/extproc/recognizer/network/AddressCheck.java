package dev.sluice.extproc.recognizer.network;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.FollowingWords;
import dev.sluice.extproc.recognizer.PrecedingWords;
import java.util.function.Function;

/**
 * A check of an IP address that may need the words around it.
 *
 * @param decision the decision about a candidate, with its context
 */
record AddressCheck(Function<MatchCandidate, CheckResult> decision) implements MatchCheck {
  private static final PrecedingWords BEFORE =
      PrecedingWords.of(
          ("ip ips ipv4 ipv6 v6 inet inet6 addr addrs address addresses aaaa host hosts hostname "
                  + "server servers node nodes ping ping6 traceroute traceroute6 dns resolver "
                  + "nameserver gateway subnet cidr route router hop vpn proxy peer client remote "
                  + "forwarded bind listen listening connect connected connection login ssh telnet "
                  + "curl endpoint upstream allow allowed deny firewall src dst whitelist blacklist "
                  + "allowlist blocklist 아이피 주소 서버 호스트 게이트웨이 접속 대역 노드 장비 공인 사설 방화벽 "
                  + "차단 허용 라우터 네트워크 로그인 출발지 목적지")
              .split(" "));

  private static final FollowingWords BEHIND =
      FollowingWords.of(
          "IP", "host", "server", "port", "login", "log in", "node", "address", "접속", "로그인", "서버",
          "포트", "주소", "대역", "차단", "장비", "아이피", "ping", "바인", "hop", "홉");

  /** Accepts an address if words or signs around it say that it is one. */
  static CheckResult inNetwork(MatchCandidate candidate, MatchedSpan address) {
    byte[] text = candidate.text();
    int to = address.to();
    if (BEFORE.lastEnd(candidate) >= 0 || isInUrl(text, address.from(), candidate.contextFrom())) {
      return address;
    }
    if (to + 1 >= candidate.contextTo() && !candidate.hasFullContext()) {
      return NoMatch.UNDECIDED;
    }
    int closing = isInBrackets(candidate, address) ? to + 1 : to;
    if (closing < candidate.contextTo() && ":/%".indexOf(text[closing]) >= 0) {
      return address;
    }
    return switch (BEHIND.find(candidate)) {
      case YES -> address;
      case NO -> NoMatch.REJECTED;
      case OPEN -> NoMatch.UNDECIDED;
    };
  }

  /** Returns true directly after {@code /} or {@code @}, also with a bracket between them. */
  private static boolean isInUrl(byte[] text, int from, int contextFrom) {
    int at = from - 1;
    at -= at > contextFrom && text[at] == '[' ? 1 : 0;
    return at >= contextFrom && (text[at] == '@' || text[at] == '/');
  }

  private static boolean isInBrackets(MatchCandidate candidate, MatchedSpan address) {
    int before = address.from() - 1;
    return before >= candidate.contextFrom()
        && candidate.text()[before] == '['
        && address.to() < candidate.contextTo()
        && candidate.text()[address.to()] == ']';
  }

  @Override
  public CheckResult evaluate(MatchCandidate candidate) {
    return decision.apply(candidate);
  }

  @Override
  public int lookBehind() {
    return PrecedingWords.MAX_BYTES;
  }

  @Override
  public int lookAhead() {
    return FollowingWords.MAX_BYTES;
  }
}
