package dev.sluice.common.explain;

import java.util.ArrayList;
import java.util.List;

/** A step of a decision, with its facts and its checks in their order. */
public record ExplainedStep(
    String name, ExplainedVerdict verdict, List<ExplainedFact> facts, List<ExplainedCheck> checks) {
  public ExplainedStep {
    facts = List.copyOf(facts);
    checks = List.copyOf(checks);
  }

  /** A builder of a step. Empty facts are left out. */
  public static final class Builder {
    private final String name;
    private ExplainedVerdict verdict = ExplainedVerdict.NOTED;
    private final List<ExplainedFact> facts = new ArrayList<>();
    private final List<ExplainedCheck> checks = new ArrayList<>();

    public Builder(String name) {
      this.name = name;
    }

    public Builder verdict(ExplainedVerdict given) {
      verdict = given;
      return this;
    }

    public Builder fact(String fact, String value) {
      if (!value.isEmpty()) {
        facts.add(new ExplainedFact(fact, value));
      }
      return this;
    }

    public Builder check(ExplainedCheck check) {
      checks.add(check);
      return this;
    }

    public Builder check(String check, ExplainedVerdict said, String detail) {
      return check(new ExplainedCheck(check, said, detail));
    }

    public ExplainedStep build() {
      return new ExplainedStep(name, verdict, facts, checks);
    }
  }
}
