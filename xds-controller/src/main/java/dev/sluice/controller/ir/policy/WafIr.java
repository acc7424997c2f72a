package dev.sluice.controller.ir.policy;

import dev.sluice.common.waf.WafAction;
import dev.sluice.common.waf.WafPart;
import dev.sluice.controller.ir.route.InspectionMode;
import java.util.List;

/**
 * A policy that searches more parts of the exchanges on a route for attacks than the file of the
 * rules selects.
 */
public record WafIr(List<WafPart> parts, WafAction action) implements RoutePolicyIr {
  /** The policy in place of an invalid one. Answers are left out: pages contain scripts. */
  public static final WafIr WHOLE_REQUEST =
      new WafIr(
          List.of(WafPart.PATH, WafPart.QUERY, WafPart.HEADERS, WafPart.BODY), WafAction.BLOCK);

  public WafIr {
    parts = parts.stream().sorted().distinct().toList();
  }

  /**
   * Returns the inspection mode of a route with this policy: at least the one in which its parts
   * are searched.
   */
  public InspectionMode inspection(InspectionMode mode) {
    if (parts.contains(WafPart.ANSWER)) {
      return InspectionMode.PRE_AND_INCREMENTAL;
    }
    return mode == InspectionMode.OFF && parts.contains(WafPart.BODY)
        ? InspectionMode.PRE_ONLY
        : mode;
  }
}
