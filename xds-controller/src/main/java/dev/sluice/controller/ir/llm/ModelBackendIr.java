package dev.sluice.controller.ir.llm;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backend that the models of a route have.
 *
 * @param backend the id of the backend
 * @param name its name
 * @param subset the labels of the endpoints that the route uses; empty means all endpoints
 * @param token the number of the token in the models of the route; 0 without a token of its own
 */
public record ModelBackendIr(
    String backend,
    String name,
    Map<String, String> subset,
    ModelCredential credential,
    int token) {
  public ModelBackendIr {
    subset = Collections.unmodifiableMap(new TreeMap<>(subset));
  }
}
