/**
 * The pages of the console, each made of answers of REST operations. Must not know HTTP servers,
 * sessions, templates or rows.
 */
@NullMarked
package dev.sluice.controller.api.console.page;

import org.jspecify.annotations.NullMarked;
