package dev.sluice.common.ops;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered to a POST: a status and a JSON object, whose members keep their order. */
public record OpsResponse(int status, Map<String, Object> body) {
  /** A refusal in the shape that the gateway's own have. */
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
