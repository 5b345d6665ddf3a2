package dev.tiffin.bridge.operator;

/**
 * What an operator does.
 *
 * @param who subject of the token
 * @param what was asked for
 * @param why as the operator says
 */
record Action(String who, String what, String why) {}
