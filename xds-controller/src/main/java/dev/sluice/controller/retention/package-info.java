/**
 * Keeps a partition ready for every audit row that may come, and takes whole ones away when their
 * time is over. It must not know what a row says. Its SQL is calls of functions that the migrations
 * bring.
 */
@NullMarked
package dev.sluice.controller.retention;

import org.jspecify.annotations.NullMarked;
