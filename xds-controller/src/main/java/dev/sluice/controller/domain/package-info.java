/**
 * The configuration rows as records, one per aggregate: ids are uuids as text, JSON columns are
 * plain maps and lists. Must not depend on SQL or on what a row is used for.
 */
@NullMarked
package dev.sluice.controller.domain;

import org.jspecify.annotations.NullMarked;
