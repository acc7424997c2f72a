/**
 * The model of all current domain entities with its indexes and changes. Must not depend on SQL.
 */
@NullMarked
package dev.sluice.controller.domain.model;

import org.jspecify.annotations.NullMarked;
