package dev.sluice.controller.ir;

/** A part of a gateway that is compiled by itself and goes back by itself. */
public sealed interface ObjectIr permits BackendIr, FrameIr, PublishIr {}
