package dev.sluice.controller.audit;

import dev.sluice.common.ops.OpsAction;
import dev.sluice.common.ops.OpsRequest;
import dev.sluice.common.ops.OpsResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** An endpoint that purges for a caller with the ops key. */
public final class PurgeEndpoint implements OpsAction {
  public static final String PATH = "/ops/retention/purge";

  private static final String KEY = "x-ops-key";
  private static final Pattern CORRELATION = Pattern.compile("[!-~]{1,128}");
  private static final int LONGEST_TEXT = 500;

  private final AuditPurge purge;
  private final WrongKeyLimiter wrong;

  public PurgeEndpoint(AuditPurge purge, InstantSource clock) {
    this.purge = purge;
    this.wrong = new WrongKeyLimiter(clock);
  }

  @Override
  public OpsResponse post(OpsRequest request) {
    String correlation =
        request
            .header("x-correlation-id")
            .filter(id -> CORRELATION.matcher(id).matches())
            .orElseGet(() -> UUID.randomUUID().toString());
    if (wrong.isLimitReached()) {
      return OpsResponse.error(429, "RATE_LIMITED", "too many wrong keys", correlation);
    }
    if (!allowed(request.header(KEY))) {
      return OpsResponse.error(403, "AUTH_FORBIDDEN", "AUTH_FORBIDDEN", correlation);
    }
    return answer(purge.run(caller(request, correlation)), correlation);
  }

  private boolean allowed(Optional<String> given) {
    boolean right =
        given.isPresent()
            && purge.config().opsKey().filter(key -> key.matches(given.get())).isPresent();
    if (!right && given.isPresent()) {
      wrong.add();
    }
    return right;
  }

  private static PurgeCaller caller(OpsRequest request, String correlation) {
    return new PurgeCaller(
        "ops-key",
        request.client().getHostAddress().replaceFirst("%.*", ""),
        request.header("user-agent").map(PurgeEndpoint::text).orElse(null),
        "POST",
        request.path(),
        correlation);
  }

  private static String text(String given) {
    String clean = given.replaceAll("\\p{Cntrl}", "?");
    return clean.substring(0, Math.min(clean.length(), LONGEST_TEXT));
  }

  private static OpsResponse answer(PurgeOutcome outcome, String correlation) {
    return switch (outcome) {
      case PurgeOutcome.Done done -> new OpsResponse(200, body(done));
      case PurgeOutcome.Unsigned _ ->
          OpsResponse.error(
              409, "PURGE_UNSIGNED", "audit.chain.signing-key is not set", correlation);
      case PurgeOutcome.Failed(String state) ->
          OpsResponse.error(
              503, "DATABASE_UNAVAILABLE", "the database refused (" + state + ")", correlation);
    };
  }

  private static Map<String, Object> body(PurgeOutcome.Done done) {
    List<Map<String, Object>> dropped =
        done.dropped().stream()
            .map(one -> ordered("partition", one.partition(), "boundaries", one.boundaries()))
            .toList();
    List<Map<String, Object>> kept =
        done.kept().stream()
            .map(one -> ordered("partition", one.partition(), "reason", one.reason()))
            .toList();
    Map<String, Object> body = ordered("cutoff", done.cutoff().toString(), "dropped", dropped);
    body.put("kept", kept);
    return body;
  }

  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(first, one);
    members.put(second, other);
    return members;
  }
}
