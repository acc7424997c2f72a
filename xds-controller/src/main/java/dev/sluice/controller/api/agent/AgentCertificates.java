package dev.sluice.controller.api.agent;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.controller.store.management.ManagementScope;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operation with which an agent gets a new certificate, and the rules for the first one. */
public final class AgentCertificates {
  private static final String CSR = "csr";

  private final BodySchemas schemas;
  private final ManagementDatabase database;
  private final Optional<CertificateIssuer> issuer;

  /**
   * Creates the operation.
   *
   * @param issuer the issuer; without it requests are rejected
   */
  public AgentCertificates(
      BodySchemas schemas, ManagementDatabase database, Optional<CertificateIssuer> issuer) {
    this.schemas = schemas;
    this.database = database;
    this.issuer = issuer;
  }

  /** Answers a certificate for the key of a request. */
  public ApiResponse issue(ApiRequest request, AgentIdentity agent) {
    JsonNode body = request.bodyOrEmpty();
    schemas.requireValid("CertificateRequest", body);
    CertificateRequest csr = request(body).orElseThrow();
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    return ApiResponse.of(
        201,
        database.write(
            ManagementScope.LOOKUP, rows -> withCertificate(answer, rows, request, agent, csr)));
  }

  /** Returns the request for a certificate in a body, or rejects it; empty without one. */
  Optional<CertificateRequest> request(JsonNode body) {
    Optional<String> csr = body.path(CSR).asStringOpt();
    if (csr.isPresent() && issuer.isEmpty()) {
      throw ProblemException.invalid(
          List.of(
              new FieldProblem(
                  "/csr",
                  "The controller issues no certificates; leave csr out, or set agents.ca in its"
                      + " configuration.")));
    }
    return csr.map(CertificateRequest::parse);
  }

  /** Adds a new certificate to an answer, and its event to the audit. */
  ObjectNode withCertificate(
      ObjectNode answer,
      ManagementTransaction rows,
      ApiRequest request,
      AgentIdentity agent,
      CertificateRequest csr) {
    IssuedCertificate issued = issuer.orElseThrow().issue(agent, csr);
    rows.audit(
        AgentEvents.made(
            request, agent, "agent_certificate", issued.describeIn(AgentEvents.shown(agent))));
    return issued.addTo(answer);
  }
}
