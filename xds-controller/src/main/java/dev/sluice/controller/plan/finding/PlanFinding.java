package dev.sluice.controller.plan.finding;

/**
 * A finding on an object that cannot be planned as its row demands.
 *
 * @param object the table and id of the row, such as {@code routes/0b0c…}
 * @param field the column, or a path below it
 */
public record PlanFinding(String object, String field, String reason) {}
