/** Repositories that read domain records, one per entity. */
@NullMarked
package dev.sluice.controller.store.entity;

import org.jspecify.annotations.NullMarked;
