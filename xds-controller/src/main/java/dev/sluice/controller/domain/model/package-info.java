/**
 * The current set of domain entities with its indexes, and changes to it. Must not depend on SQL.
 */
@NullMarked
package dev.sluice.controller.domain.model;

import org.jspecify.annotations.NullMarked;
