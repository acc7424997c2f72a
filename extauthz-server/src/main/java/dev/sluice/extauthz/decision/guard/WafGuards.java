package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.RequestGuard;
import org.jspecify.annotations.Nullable;

/** The WAF rules in force, with the guards that apply them. */
public final class WafGuards {
  // An event loop handles one request at a time, so one scanner for each thread suffices. A server
  // has at most two of these objects.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable RequestWafScanner> scanners = new ThreadLocal<>();

  private volatile @Nullable RequestWafRules rules;

  /** Compiles a new policy version and puts it in force. */
  public void update(WafPolicy policy) {
    rules = new RequestWafRules(policy);
  }

  /**
   * Returns the guard that runs before authentication, so that an attack costs no signature check.
   */
  public RequestGuard beforeAuthentication() {
    return new WafGuard(this, false);
  }

  /** Returns the guard that runs after authentication, for rules that depend on the tenant. */
  public RequestGuard afterLevelCheck() {
    return new WafGuard(this, true);
  }

  @Nullable RequestWafRules current() {
    return rules;
  }

  /** Returns the scanner of this thread. */
  RequestWafScanner scanner(RequestWafRules current) {
    RequestWafScanner scanner = scanners.get();
    if (scanner == null || scanner.rules() != current) {
      scanner = new RequestWafScanner(current);
      scanners.set(scanner);
    }
    return scanner;
  }
}
