package dev.sluice.common.audit.record;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of one decision, a row of {@code decision_events}. It contains no token and no header
 * value, and each text is bounded by the encoder.
 *
 * @param id derived from the request, so that a repeated record of a decision is the same row
 * @param tsMs the time of the decision in epoch milliseconds
 * @param nodeId the server that made the decision
 * @param ruleValues the values of the request that rules can read, to decide again
 */
public record DecisionRecord(
    UUID id,
    long tsMs,
    String requestId,
    String correlationId,
    EncodedDecisionFields sharedFields,
    RequestFields request,
    String nodeId,
    Map<String, Object> ruleValues) {
  static final int NAME = 256;
  static final int PATH = 500;
  static final int NAMES = 100;

  public DecisionRecord {
    ruleValues = Collections.unmodifiableMap(ruleValues);
  }

  /** Returns the record as UTF-8 JSON, whose keys are the columns of the table. */
  public byte[] json() {
    return AuditJson.write(this);
  }

  /** The effect of a decision. */
  public enum Effect {
    ALLOW,
    DENY;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A decision with its rule and reason.
   *
   * @param shadow the rules in shadow mode that would have denied the request
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

  /** The caller with its kind of credential, its role and the required role. */
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

  /** The route of the request. */
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

  /** The request. The path has no query string and is masked. */
  public record RequestFields(
      String method,
      String host,
      String path,
      List<String> headerNames,
      @Nullable String clientIp) {
    public RequestFields {
      headerNames = List.copyOf(headerNames);
      clientIp = ColumnText.ipAddress(clientIp);
    }
  }

  private static List<String> names(List<String> names, int max) {
    return names.stream().limit(NAMES).map(name -> ColumnText.orUnknown(name, max)).toList();
  }
}
