package dev.sluice.extproc.trial;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.rewriter.TokenVault;
import java.util.List;
import java.util.Optional;

/**
 * The result of an inspection of a body.
 *
 * @param verdict pass, blocked, overflow or invalid
 * @param rule the rule that blocked; empty if none did
 * @param reason the reason why the body is invalid; empty if it is not
 * @param stream true if the body is a stream, of which a part is sent before a block
 */
public record BodyRun(
    String verdict,
    String rule,
    String reason,
    boolean stream,
    List<DlpFinding> findings,
    ByteString output) {
  private static final int MAX_BUFFER = 1 << 20;
  private static final String PASS = "pass";

  public BodyRun {
    findings = List.copyOf(findings);
  }

  /** The body of an exchange that is inspected. */
  public record Subject(
      Inspector inspector,
      BodyDirection direction,
      String contentType,
      ExchangeScope scope,
      boolean incremental,
      ByteString bytes) {
    /** Inspects the body in chunks, which end at each of the cuts and at the end. */
    public BodyRun run(int... cuts) {
      Optional<BodyInspection> opened =
          inspector.open(
              direction,
              contentType,
              scope,
              new InspectionSettings(
                  incremental, MAX_BUFFER, RouteWafParts.NONE, new TokenVault()));
      return opened
          .map(inspection -> inspect(inspection, cuts))
          .orElseGet(() -> new BodyRun(PASS, "", "", false, List.of(), bytes));
    }

    /** Inspects the body one byte at a time. */
    BodyRun runBytewise() {
      int[] cuts = new int[Math.max(0, bytes.size() - 1)];
      for (int i = 0; i < cuts.length; i++) {
        cuts[i] = i + 1;
      }
      return run(cuts);
    }

    private BodyRun inspect(BodyInspection inspection, int... cuts) {
      ByteString output = ByteString.EMPTY;
      int from = 0;
      for (int i = 0; i <= cuts.length; i++) {
        int to = i < cuts.length ? cuts[i] : bytes.size();
        BodyVerdict verdict = inspection.feed(bytes.substring(from, to), i == cuts.length);
        output = output.concat(verdict.output());
        from = to;
        if (!(verdict instanceof BodyVerdict.Pass)) {
          return result(verdict, inspection, output);
        }
      }
      return new BodyRun(PASS, "", "", inspection.eventStream(), inspection.findings(), output);
    }

    private static BodyRun result(
        BodyVerdict verdict, BodyInspection inspection, ByteString output) {
      String name =
          switch (verdict) {
            case BodyVerdict.Pass _ -> PASS;
            case BodyVerdict.Blocked _ -> "blocked";
            case BodyVerdict.Overflow _, BodyVerdict.OverBudget _ -> "overflow";
            case BodyVerdict.Refused _, BodyVerdict.Unread _, BodyVerdict.Invalid _ -> "invalid";
          };
      String rule = verdict instanceof BodyVerdict.Blocked blocked ? blocked.rule() : "";
      String reason = verdict instanceof BodyVerdict.Invalid invalid ? invalid.reason() : "";
      return new BodyRun(
          name, rule, reason, inspection.eventStream(), inspection.findings(), output);
    }
  }

  /** Returns true if the whole body is sent. */
  public boolean passes() {
    return verdict.equals(PASS);
  }

  /** Returns what the server would send: nothing of a body that is not sent as a whole. */
  public ByteString sentOutput() {
    return passes() || stream ? output : ByteString.EMPTY;
  }

  /** Returns the rules of the findings, in their order. */
  public List<String> rules() {
    return findings.stream().map(DlpFinding::rule).toList();
  }
}
