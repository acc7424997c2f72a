package dev.sluice.common.audit.record;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision as it was made: one row of {@code decision_events}. It holds no token and no value
 * of a header; every text is bounded where it is written.
 *
 * @param id made from the request, so that the same decision told twice is one row
 * @param tsMs when it was decided, in epoch milliseconds
 * @param nodeId the server that decided
 */
public record DecisionRecord(
    UUID id,
    long tsMs,
    String requestId,
    String correlationId,
    EncodedDecisionFields sharedFields,
    RequestFields request,
    String nodeId) {
  static final int NAME = 256;
  static final int PATH = 500;
  static final int NAMES = 100;

  /** The UTF-8 bytes of the record, its keys the columns of its table. */
  public byte[] json() {
    return AuditJson.write(this);
  }

  /** What was decided. */
  public enum Effect {
    ALLOW,
    DENY;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was decided, by which rule and why.
   *
   * @param shadow rules that would have refused
   */
  public record DecisionSummary(
      Effect effect,
      @Nullable String errorCode,
      String rule,
      String reason,
      String policyVersion,
      List<String> shadow) {
    public DecisionSummary {
      errorCode = ColumnText.bounded(errorCode, 100);
      rule = ColumnText.orUnknown(rule, NAME);
      reason = ColumnText.orUnknown(reason, NAME);
      policyVersion = ColumnText.orUnknown(policyVersion, NAME);
      shadow = names(shadow, NAME);
    }
  }

  /** Who asked, with which kind of credential, at which level and which was needed. */
  public record CallerSummary(
      String credential,
      @Nullable String credentialId,
      @Nullable String subscriptionId,
      @Nullable String planId,
      String tenant,
      String project,
      String workspace,
      String user,
      String role,
      String requiredRole) {
    public CallerSummary {
      credential = ColumnText.orUnknown(credential, 50);
      credentialId = ColumnText.bounded(credentialId, NAME);
      subscriptionId = ColumnText.bounded(subscriptionId, NAME);
      planId = ColumnText.bounded(planId, NAME);
      tenant = ColumnText.orUnknown(tenant, NAME);
      project = ColumnText.orUnknown(project, NAME);
      workspace = ColumnText.orUnknown(workspace, NAME);
      user = ColumnText.orUnknown(user, NAME);
      role = ColumnText.orUnknown(role, 50);
      requiredRole = ColumnText.orUnknown(requiredRole, 50);
    }
  }

  /** Where the request was going. */
  public record RouteSummary(
      @Nullable String publishId,
      @Nullable String routeId,
      String routeTarget,
      @Nullable String apiVersion,
      String environment) {
    public RouteSummary {
      publishId = ColumnText.bounded(publishId, NAME);
      routeId = ColumnText.bounded(routeId, NAME);
      routeTarget = ColumnText.orUnknown(routeTarget, NAME);
      apiVersion = ColumnText.bounded(apiVersion, 50);
      environment = ColumnText.orUnknown(environment, 50);
    }
  }

  /** What was asked for. The path comes without its query string, and masked. */
  public record RequestFields(
      String method,
      String host,
      String path,
      List<String> headerNames,
      @Nullable String clientIp) {
    public RequestFields {
      headerNames = List.copyOf(headerNames);
      clientIp = IpLiteral.literal(clientIp);
    }
  }

  private static List<String> names(List<String> names, int max) {
    return names.stream().limit(NAMES).map(name -> ColumnText.orUnknown(name, max)).toList();
  }
}
