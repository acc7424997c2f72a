package dev.sluice.common.ops;

import java.util.LinkedHashMap;
import java.util.Map;

/** A response to a POST: a status and a JSON object whose members keep their order. */
public record OpsResponse(int status, Map<String, Object> body) {
  /** Returns an error in the gateway's own format. */
  public static OpsResponse error(int status, String code, String message, String correlationId) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("correlation_id", correlationId);
    return new OpsResponse(status, body);
  }
}
