package dev.tiffin.bridge.again;

import dev.tiffin.bridge.log.LoggedChange;

/**
 * An event whose time to be sent again has come.
 *
 * @param gen of its row, which is deleted after a success only if it was not asked for once more meanwhile
 * @param holds whether later events of the order wait behind it
 * @param replay whether it is sent for somebody who wants to see it once more, rather than because it was lost
 * @param history how it fared so far
 */
public record Due(LoggedChange change, long gen, boolean holds, boolean replay, Postponed.History history) {}
