/**
 * The configuration rows as records, one per aggregate: ids are uuids as text, JSON columns are
 * plain maps and lists. Must not depend on SQL or on the use of a row.
 */
@NullMarked
package dev.sluice.controller.domain;

import org.jspecify.annotations.NullMarked;
