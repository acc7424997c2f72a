package dev.sluice.controller.plan.finding;

/**
 * Why one object could not be planned as its row says.
 *
 * @param object table and id of the row, as {@code routes/0b0c…}
 * @param field the column, or a path below it
 */
public record PlanFinding(String object, String field, String reason) {}
