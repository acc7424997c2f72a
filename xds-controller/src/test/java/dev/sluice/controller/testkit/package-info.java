/**
 * What several tests of the controller need: golden files and a real PostgreSQL. It must not know
 * what any single test is about.
 */
@NullMarked
package dev.sluice.controller.testkit;

import org.jspecify.annotations.NullMarked;
