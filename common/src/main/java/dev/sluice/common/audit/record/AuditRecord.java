package dev.sluice.common.audit.record;

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
    Requester requester,
    RequestSummary request,
    ResponseSummary response,
    InspectionSummary inspection,
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
    correlationId = ColumnText.orUnknown(correlationId, NAME);
    extra = ColumnText.bounded(extra, NAME);
    if (response.streamed()) {
      request = request.withoutSizes();
    }
  }

  @Override
  public byte[] json() {
    return AuditJson.write(this);
  }

  @Override
  public int estimatedSize() {
    return USUAL_SIZE + NAME * extra.size();
  }

  /** Whose request it was, from the verified credential, and where it came from. */
  public record Requester(
      String tenant,
      String project,
      String workspace,
      String user,
      @Nullable String agent,
      @Nullable String source,
      @Nullable String callerType,
      @Nullable String clientIp,
      @Nullable String userAgent) {
    public Requester {
      tenant = ColumnText.orUnknown(tenant, NAME);
      project = ColumnText.orUnknown(project, NAME);
      workspace = ColumnText.orUnknown(workspace, NAME);
      user = ColumnText.orUnknown(user, NAME);
      agent = ColumnText.bounded(agent, 100);
      source = ColumnText.bounded(source, 20);
      callerType = ColumnText.bounded(callerType, 20);
      clientIp = IpLiteral.literal(clientIp);
      userAgent = ColumnText.bounded(userAgent, USER_AGENT);
    }
  }

  /** What was asked for. The endpoint is the path alone; the query string comes masked. */
  public record RequestSummary(
      String method,
      String endpoint,
      @Nullable String queryString,
      String routeTarget,
      @Nullable String apiVersion,
      @Nullable String traceId,
      @Nullable Long requestBytes,
      @Nullable Long responseBytes) {
    public RequestSummary {
      method = ColumnText.orUnknown(method, 10);
      endpoint = ColumnText.orUnknown(endpoint, PATH);
      queryString = ColumnText.bounded(queryString, QUERY);
      routeTarget = ColumnText.orUnknown(routeTarget, NAME);
      apiVersion = ColumnText.bounded(apiVersion, 50);
      traceId = ColumnText.bounded(traceId, 100);
    }

    /** A stream has no sizes and keeps no query string. */
    RequestSummary withoutSizes() {
      return new RequestSummary(
          method, endpoint, null, routeTarget, apiVersion, traceId, null, null);
    }
  }

  /** How it ended. */
  public record ResponseSummary(
      int status,
      int latencyMs,
      @Nullable String errorCode,
      @Nullable String authReason,
      String policyVersion,
      boolean streamed) {
    public ResponseSummary {
      errorCode = ColumnText.bounded(errorCode, 100);
      authReason = ColumnText.bounded(authReason, 100);
      policyVersion = ColumnText.orUnknown(policyVersion, NAME);
    }
  }

  /** What inspection found, as a verdict and numbers; never a value that was found. */
  public record InspectionSummary(
      String action,
      @Nullable String rule,
      @Nullable Integer inputTokens,
      @Nullable Integer outputTokens,
      @Nullable String diffHash,
      @Nullable String changedFilesHash) {
    public InspectionSummary {
      action = ColumnText.orUnknown(action, 20);
      rule = ColumnText.bounded(rule, NAME);
      diffHash = ColumnText.bounded(diffHash, 64);
      changedFilesHash = ColumnText.bounded(changedFilesHash, 64);
    }
  }
}
