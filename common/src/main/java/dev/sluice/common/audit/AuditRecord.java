package dev.sluice.common.audit;

import dev.sluice.common.audit.spool.SpoolRecord;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as it ended: one row of {@code audit_events}. It holds no body, no token and no
 * secret of a query string; every text is bounded.
 *
 * @param id made from the request, so that the same exchange told twice is one row
 * @param tsMs when the request began, in epoch milliseconds
 * @param extra texts, numbers, booleans, and lists and maps of these
 */
public record AuditRecord(
    UUID id,
    long tsMs,
    String correlationId,
    Who who,
    Call call,
    Outcome outcome,
    Inspection inspection,
    Map<String, Object> extra)
    implements SpoolRecord {

  /** What a text column says when the value is not known. */
  public static final String UNKNOWN = "-";

  private static final int NAME = 256;
  private static final int PATH = 500;
  private static final int USER_AGENT = 500;
  private static final int QUERY = 2_000;
  private static final int USUAL_SIZE = 1_280;

  public AuditRecord {
    correlationId = Texts.known(correlationId, NAME);
    extra = Texts.bounded(extra, NAME);
    if (outcome.streamed()) {
      call = call.withoutSizes();
    }
  }

  @Override
  public byte[] json() {
    return AuditJson.write(this);
  }

  @Override
  public int about() {
    return USUAL_SIZE + NAME * extra.size();
  }

  /** Whose request it was, from the verified credential, and where it came from. */
  public record Who(
      String tenant,
      String project,
      String workspace,
      String user,
      @Nullable String agent,
      @Nullable String source,
      @Nullable String callerType,
      @Nullable String clientIp,
      @Nullable String userAgent) {
    public Who {
      tenant = Texts.known(tenant, NAME);
      project = Texts.known(project, NAME);
      workspace = Texts.known(workspace, NAME);
      user = Texts.known(user, NAME);
      agent = Texts.bounded(agent, 100);
      source = Texts.bounded(source, 20);
      callerType = Texts.bounded(callerType, 20);
      clientIp = ClientAddress.literal(clientIp);
      userAgent = Texts.bounded(userAgent, USER_AGENT);
    }
  }

  /** What was asked for. The endpoint is the path alone; the query string comes masked. */
  public record Call(
      String method,
      String endpoint,
      @Nullable String queryString,
      String routeTarget,
      @Nullable String apiVersion,
      @Nullable String traceId,
      @Nullable Long requestBytes,
      @Nullable Long responseBytes) {
    public Call {
      method = Texts.known(method, 10);
      endpoint = Texts.known(endpoint, PATH);
      queryString = Texts.bounded(queryString, QUERY);
      routeTarget = Texts.known(routeTarget, NAME);
      apiVersion = Texts.bounded(apiVersion, 50);
      traceId = Texts.bounded(traceId, 100);
    }

    /** A stream has no sizes and keeps no query string. */
    Call withoutSizes() {
      return new Call(method, endpoint, null, routeTarget, apiVersion, traceId, null, null);
    }
  }

  /** How it ended. */
  public record Outcome(
      int status,
      int latencyMs,
      @Nullable String errorCode,
      @Nullable String authReason,
      String policyVersion,
      boolean streamed) {
    public Outcome {
      errorCode = Texts.bounded(errorCode, 100);
      authReason = Texts.bounded(authReason, 100);
      policyVersion = Texts.known(policyVersion, NAME);
    }
  }

  /** What inspection found, as a verdict and numbers; never a value that was found. */
  public record Inspection(
      String action,
      @Nullable String rule,
      @Nullable Integer inputTokens,
      @Nullable Integer outputTokens,
      @Nullable String diffHash,
      @Nullable String changedFilesHash) {
    public Inspection {
      action = Texts.known(action, 20);
      rule = Texts.bounded(rule, NAME);
      diffHash = Texts.bounded(diffHash, 64);
      changedFilesHash = Texts.bounded(changedFilesHash, 64);
    }
  }
}
