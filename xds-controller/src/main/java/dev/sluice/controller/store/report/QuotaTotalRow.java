package dev.sluice.controller.store.report;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The total of a key over all servers.
 *
 * @param credential empty for the whole subscription
 * @param inMonth the requests in the month of the day
 */
public record QuotaTotalRow(
    String subscription, Optional<String> credential, LocalDate day, long onDay, long inMonth) {}
