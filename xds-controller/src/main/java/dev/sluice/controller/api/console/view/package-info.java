/** The content of pages as data, which templates show. Must not know requests, JSON or roles. */
@NullMarked
package dev.sluice.controller.api.console.view;

import org.jspecify.annotations.NullMarked;
