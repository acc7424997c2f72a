package dev.sluice.ctl.policytest.run;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.ctl.policytest.file.CorpusCase.CorpusLine;
import dev.sluice.ctl.policytest.file.CorpusFormat;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.policy.WafRules;
import dev.sluice.extproc.trial.BodyRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A scan of single texts with all rules, none of which blocks. */
final class SingleTextScan {
  private static final ExchangeScope SCOPE =
      new ExchangeScope("test", "tenant", "dev", "gateway.example", "/");

  private final Inspector inspector;
  private final Supplier<Optional<WafPolicy>> unscoped;
  private @Nullable RequestScan requests;

  private SingleTextScan(List<DlpRule> rules, Supplier<Optional<WafPolicy>> unscoped) {
    List<DlpRule> logging = rules.stream().map(rule -> rule.with(RuleAction.LOG)).toList();
    inspector = new PolicyInspector(DlpPolicy.ofRules(logging));
    this.unscoped = unscoped;
  }

  static SingleTextScan ofDlp(DlpPolicy policy) {
    return new SingleTextScan(policy.rules(), Optional::empty);
  }

  static SingleTextScan ofWaf(WafPolicy policy, Supplier<Optional<WafPolicy>> unscoped) {
    return new SingleTextScan(WafRules.of(policy, 0), unscoped);
  }

  /** Returns the ids of the rules that match a text in a part of a request. */
  Set<String> rules(WafPart part, String text) {
    return part == WafPart.BODY || part == WafPart.ANSWER
        ? ofBody(text)
        : scan().map(scan -> scan.ofText(part, text)).orElse(Set.of());
  }

  /** Returns the ids of the rules that match a line of a corpus. */
  Set<String> rules(CorpusFormat format, CorpusLine line) {
    return format == CorpusFormat.REQUESTS
        ? scan().map(scan -> scan.ofRequest(line.part(), line.name(), line.text())).orElse(Set.of())
        : rules(line.part(), line.text());
  }

  private Set<String> ofBody(String text) {
    var subject =
        new BodyRun.Subject(
            inspector,
            BodyDirection.REQUEST,
            "text/plain",
            SCOPE,
            true,
            ByteString.copyFromUtf8(text));
    return Set.copyOf(subject.run().rules());
  }

  private Optional<RequestScan> scan() {
    if (requests == null) {
      requests = unscoped.get().map(RequestScan::new).orElse(null);
    }
    return Optional.ofNullable(requests);
  }
}
