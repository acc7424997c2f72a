/**
 * What the rows say, as records: ids are the rows' uuids as text, JSON columns are plain maps and
 * lists. It must not know SQL, nor what becomes of a row.
 */
@NullMarked
package dev.sluice.controller.domain;

import org.jspecify.annotations.NullMarked;
