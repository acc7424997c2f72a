package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.waf.ActiveWafRules;
import dev.sluice.extauthz.decision.RuleViolations;
import java.util.BitSet;
import java.util.Map;

/** Looks for attacks in the parts of one request after the other; for one thread. */
final class RequestWafScanner {
  /** What a cursor takes at once. */
  private static final int SHORT = 1024;

  private final RequestWafRules rules;
  private final MatchCursor cursor;
  private final BitSet found = new BitSet();
  private final PercentDecoder decoded = new PercentDecoder();
  private final CleanHeaderValueCache clean = new CleanHeaderValueCache();

  RequestWafScanner(RequestWafRules rules) {
    this.rules = rules;
    cursor =
        rules
            .patterns()
            .cursor((pattern, offset, text, from, to) -> found.set(rules.ruleOf(pattern)));
  }

  RequestWafRules rules() {
    return rules;
  }

  /** Tells what was found since it last told something, as far as it is in force. */
  void reportMatches(ActiveWafRules inForce, RuleViolations refusals) {
    for (int rule = found.nextSetBit(0); rule >= 0; rule = found.nextSetBit(rule + 1)) {
      if (inForce.rules().get(rule)) {
        refusals.add(rules.violation(rule, inForce.blocks()));
      }
    }
    found.clear();
  }

  /** A path in its normal form: each segment, which may be a value, and the whole. */
  void scanPath(String path) {
    if (path.indexOf('%') < 0 && rules.matchFreeBytes().containsAll(path, 0, path.length())) {
      return;
    }
    int from = 1;
    for (int at = path.indexOf('/', from); at >= 0; at = path.indexOf('/', from)) {
      encoded(path, from, at, false);
      from = at + 1;
    }
    encoded(path, from, path.length(), false);
    if (from > 1) {
      encoded(path, 1, path.length(), false);
    }
  }

  /** Each name and value of the query behind a path. */
  void scanQuery(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    int end = pathAndQuery.length();
    for (int at = mark + 1; mark >= 0 && at < end; ) {
      int next = pathAndQuery.indexOf('&', at);
      int to = next < 0 ? end : next;
      int equals = pathAndQuery.indexOf('=', at);
      if (equals >= 0 && equals < to) {
        encoded(pathAndQuery, at, equals, true);
        encoded(pathAndQuery, equals + 1, to, true);
      } else {
        encoded(pathAndQuery, at, to, true);
      }
      at = to + 1;
    }
  }

  /** Each value that is no credential. */
  void scanHeaders(Map<String, String> headers) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      switch (ScannedHeaderKind.of(header.getKey())) {
        case SKIPPED -> {}
        case COOKIE -> cookies(header.getValue());
        case COMMON -> usual(header.getValue());
        case OTHER -> plain(header.getValue());
      }
    }
  }

  /** Many requests have the same value, which is found by its hash. */
  private void usual(String value) {
    if (rules.matchFreeBytes().containsAll(value, 0, value.length()) || clean.contains(value)) {
      return;
    }
    int before = found.cardinality();
    scan(value, 0, value.length());
    if (found.cardinality() == before) {
      clean.add(value);
    }
  }

  private void plain(String value) {
    if (!rules.matchFreeBytes().containsAll(value, 0, value.length())) {
      scan(value, 0, value.length());
    }
  }

  /** Programs decode the values of cookies as they do those of a query. */
  private void cookies(String value) {
    for (int at = 0; at < value.length(); ) {
      int next = value.indexOf(';', at);
      int to = next < 0 ? value.length() : next;
      int equals = value.indexOf('=', at);
      int from = equals >= 0 && equals < to ? equals + 1 : at;
      boolean quoted = to - from >= 2 && value.charAt(from) == '"' && value.charAt(to - 1) == '"';
      encoded(value, quoted ? from + 1 : from, quoted ? to - 1 : to, false);
      at = to + 1;
      while (at < value.length() && value.charAt(at) == ' ') {
        at++;
      }
    }
  }

  /** A text as it is decoded, and where that leaves something to decode, once more. */
  private void encoded(String text, int from, int to, boolean form) {
    boolean escaped = text.indexOf('%', from, to) >= 0;
    if (!escaped && rules.matchFreeBytes().containsAll(text, from, to)) {
      return;
    }
    decoded.decode(text, from, to, form);
    scanDecoded();
    if (escaped && decoded.decodeAgain()) {
      scanDecoded();
    }
  }

  private void scan(String text, int from, int to) {
    decoded.copy(text, from, to);
    scanDecoded();
  }

  private void scanDecoded() {
    byte[] bytes = decoded.bytes();
    int length = decoded.length();
    if (rules.matchFreeBytes().containsAll(bytes, 0, length)) {
      return;
    }
    int last = Math.max(0, length - SHORT);
    if (last > 0) {
      cursor.feed(bytes, 0, last);
    }
    cursor.end(bytes, last, length);
  }
}
