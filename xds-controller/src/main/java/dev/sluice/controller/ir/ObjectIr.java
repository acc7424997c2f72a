package dev.sluice.controller.ir;

/** A part of a gateway that is compiled and rolled back separately. */
public sealed interface ObjectIr permits BackendIr, FrameIr, PublishIr {}
