/** Repositories that read domain entities, one per entity. Must not depend on the use of a row. */
@NullMarked
package dev.sluice.controller.store.entity;

import org.jspecify.annotations.NullMarked;
