package dev.tiffin.bridge.again;

import dev.tiffin.bridge.log.Partitions;
import java.util.Collection;
import java.util.List;

/** Sends what is due. */
public interface DueTaker {

    /** Whose events it may send. */
    Partitions partitions();

    /** Event types that it can send now. */
    Collection<String> sendable();

    /** Whether it may be able to send more of them soon, without being told. */
    boolean isAnyInTrouble();

    /** Takes them on its way; each is to be settled, postponed, buried or left. */
    void take(List<Due> due);
}
