package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.waf.ActiveWafRules;
import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import java.util.BitSet;
import java.util.Map;
import java.util.function.IntFunction;

/** A scanner for attacks in the path, query and headers of a request, for one thread. */
final class RequestWafScanner {
  /** The number of bytes that the cursor scans in one step at the end of a text. */
  private static final int TAIL_BYTES = 1024;

  private static final long UNKNOWN = -1;

  private final RequestWafRules rules;
  private final MatchCursor cursor;
  private final BitSet matchedRules = new BitSet();

  /** The start of the first match of each rule in {@code matchedRules}; -1 if it is not known. */
  private final long[] offsets;

  private final int[] lengths;
  private final PercentDecoder decoder = new PercentDecoder();
  private final CleanHeaderValueCache cleanValues = new CleanHeaderValueCache();

  RequestWafScanner(RequestWafRules rules) {
    this.rules = rules;
    int count = rules.policy().rules().size();
    offsets = new long[count];
    lengths = new int[count];
    cursor =
        rules
            .patterns()
            .cursor((pattern, offset, text, from, to) ->
                addMatch(rules.ruleOf(pattern), offset, to - from));
  }

  private void addMatch(int rule, long offset, int length) {
    if (!matchedRules.get(rule)) {
      matchedRules.set(rule);
      offsets[rule] = offset;
      lengths[rule] = length;
    }
  }

  RequestWafRules rules() {
    return rules;
  }

  /**
   * Adds a violation for each active rule that matched since the last call.
   *
   * @param locate searches the place of a rule's match
   * @return true if an active rule matched
   */
  boolean reportMatches(
      ActiveWafRules active, RuleViolations violations, IntFunction<RequestPlace> locate) {
    if (matchedRules.isEmpty()) {
      return false;
    }
    RuleObserver observer = violations.observer();
    int[] found = matchedRules.stream().filter(active.rules()::get).toArray();
    matchedRules.clear();
    for (int rule : found) {
      boolean decides = active.blocks() && violations.enforced() == null;
      RuleViolation violation = rules.violation(rule, active.blocks());
      if (decides || observer.isActive()) {
        offsets[rule] = UNKNOWN;
        RequestPlace place = locate.apply(rule);
        observer.onMatch(violation.rule(), place, offsets[rule], lengths[rule], active.blocks());
        violations.add(decides ? violation.at(place) : violation);
      } else {
        violations.add(violation);
      }
    }
    return found.length > 0;
  }

  /** Returns the path as the place in which a rule matches. */
  RequestPlace pathPlace(String path, int rule) {
    scanEncoded(path, 0, path.length(), false);
    takeMatch(rule);
    return RequestPlace.PATH;
  }

  /** Returns the query parameter in which a rule matches. A name that matches is not shown. */
  RequestPlace queryPlace(String pathAndQuery, int rule) {
    int end = pathAndQuery.length();
    for (int at = pathAndQuery.indexOf('?') + 1; at > 0 && at < end; ) {
      int next = pathAndQuery.indexOf('&', at);
      int to = next < 0 ? end : next;
      int equals = pathAndQuery.indexOf('=', at);
      int value = equals >= 0 && equals < to ? equals : at;
      scanEncoded(pathAndQuery, at, value, true);
      boolean inName = takeMatch(rule);
      scanParameter(pathAndQuery, at, to);
      if (takeMatch(rule)) {
        return RequestPlace.queryParameter(inName ? "" : pathAndQuery.substring(at, value));
      }
      at = to + 1;
    }
    return RequestPlace.queryParameter("");
  }

  /** Returns the header in which a rule matches. */
  RequestPlace headerPlace(Map<String, String> headers, int rule) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      scanHeader(header.getKey(), header.getValue());
      if (takeMatch(rule)) {
        return RequestPlace.header(header.getKey());
      }
    }
    return RequestPlace.header("");
  }

  private boolean takeMatch(int rule) {
    boolean matched = matchedRules.get(rule);
    matchedRules.clear();
    return matched;
  }

  /** Scans a normalized path: each segment, because it may be a value, and the whole path. */
  void scanPath(String path) {
    if (path.indexOf('%') < 0 && rules.matchFreeBytes().containsAll(path, 0, path.length())) {
      return;
    }
    int from = 1;
    for (int at = path.indexOf('/', from); at >= 0; at = path.indexOf('/', from)) {
      scanEncoded(path, from, at, false);
      from = at + 1;
    }
    scanEncoded(path, from, path.length(), false);
    if (from > 1) {
      scanEncoded(path, 1, path.length(), false);
    }
  }

  /** Scans each name and value of the query. */
  void scanQuery(String pathAndQuery) {
    int questionMark = pathAndQuery.indexOf('?');
    int end = pathAndQuery.length();
    for (int at = questionMark + 1; questionMark >= 0 && at < end; ) {
      int next = pathAndQuery.indexOf('&', at);
      int to = next < 0 ? end : next;
      scanParameter(pathAndQuery, at, to);
      at = to + 1;
    }
  }

  private void scanParameter(String pathAndQuery, int at, int to) {
    int equals = pathAndQuery.indexOf('=', at);
    if (equals >= 0 && equals < to) {
      scanEncoded(pathAndQuery, at, equals, true);
      scanEncoded(pathAndQuery, equals + 1, to, true);
    } else {
      scanEncoded(pathAndQuery, at, to, true);
    }
  }

  /** Scans each header value that is not a credential. */
  void scanHeaders(Map<String, String> headers) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      scanHeader(header.getKey(), header.getValue());
    }
  }

  private void scanHeader(String name, String value) {
    switch (ScannedHeaderKind.of(name)) {
      case SKIPPED -> {}
      case COOKIE -> scanCookies(value);
      case COMMON -> scanCommon(value);
      case OTHER -> scanPlain(value);
    }
  }

  /** Scans a value that many requests share; a value without a match is cached. */
  private void scanCommon(String value) {
    if (rules.matchFreeBytes().containsAll(value, 0, value.length())
        || cleanValues.contains(value)) {
      return;
    }
    int before = matchedRules.cardinality();
    scan(value, 0, value.length());
    if (matchedRules.cardinality() == before) {
      cleanValues.add(value);
    }
  }

  private void scanPlain(String value) {
    if (!rules.matchFreeBytes().containsAll(value, 0, value.length())) {
      scan(value, 0, value.length());
    }
  }

  /** Scans the values of cookies, which programs decode like those of a query. */
  private void scanCookies(String value) {
    for (int at = 0; at < value.length(); ) {
      int next = value.indexOf(';', at);
      int to = next < 0 ? value.length() : next;
      int equals = value.indexOf('=', at);
      int from = equals >= 0 && equals < to ? equals + 1 : at;
      boolean quoted = to - from >= 2 && value.charAt(from) == '"' && value.charAt(to - 1) == '"';
      scanEncoded(value, quoted ? from + 1 : from, quoted ? to - 1 : to, false);
      at = to + 1;
      while (at < value.length() && value.charAt(at) == ' ') {
        at++;
      }
    }
  }

  /** Scans the decoded text; if codes remain in it, decodes and scans it once more. */
  private void scanEncoded(String text, int from, int to, boolean plusIsSpace) {
    boolean escaped = text.indexOf('%', from, to) >= 0;
    if (!escaped && rules.matchFreeBytes().containsAll(text, from, to)) {
      return;
    }
    decoder.decode(text, from, to, plusIsSpace);
    scanDecoded();
    if (escaped && decoder.decodeAgain()) {
      scanDecoded();
    }
  }

  private void scan(String text, int from, int to) {
    decoder.copy(text, from, to);
    scanDecoded();
  }

  private void scanDecoded() {
    byte[] bytes = decoder.bytes();
    int length = decoder.length();
    if (rules.matchFreeBytes().containsAll(bytes, 0, length)) {
      return;
    }
    int last = Math.max(0, length - TAIL_BYTES);
    if (last > 0) {
      cursor.feed(bytes, 0, last);
    }
    cursor.end(bytes, last, length);
  }
}
