package dev.sluice.common.audit.record;

import dev.sluice.common.audit.spool.SpoolRecord;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of one finished exchange, a row of {@code audit_events}. It contains no body, no token
 * and no secret of a query string, and each text is bounded.
 *
 * @param id derived from the request, so that a repeated record of an exchange is the same row
 * @param tsMs the start of the request in epoch milliseconds
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

  /** The value of a text column whose value is unknown. */
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

  /** The requester of an exchange, from the verified credential, and its origin. */
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
      clientIp = ColumnText.ipAddress(clientIp);
      userAgent = ColumnText.bounded(userAgent, USER_AGENT);
    }
  }

  /** The request. The endpoint is the path without the query string, which is masked. */
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

    /** Returns a copy for a stream, which has no sizes and no query string. */
    RequestSummary withoutSizes() {
      return new RequestSummary(
          method, endpoint, null, routeTarget, apiVersion, traceId, null, null);
    }
  }

  /** The response of an exchange. */
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

  /** The result of the inspection as an action and numbers, never as a matched value. */
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
