/**
 * What may break, and the test that breaks it. Those marked * take longer than a minute or need the built program:
 * {@code make chaos}.
 *
 * <pre>
 *   a wake-up meets a bridge that goes to sleep       DoorbellTest
 *   writers in every order of commit, one for hours   CursorReadingTest
 *   a bridge is killed                                ReplicasTest, ChaosTest*, TakeOverTest*
 *   the server crashes                                SessionLossTest, ChaosTest*, TakeOverTest*
 *   the session ends, in each state                   SessionLossTest
 *   a destination fails, in every way                 TroubleTest, RedeliveryTest, NeighboursTest*
 *   a writer stays idle in its transaction            DoorbellTest
 *   a month is dropped under a writer                 RetentionTest (database)
 *   somebody pins the horizon of vacuum               PinnedHorizonTest
 *   nothing happens                                   IdleTest
 *   half a million events have waited                 BacklogTest*, CursorReadingTest, PauseTest
 *   results come twice and at once                    DuplicatesIT (local), LossyBrokerTest
 *   a bridge hangs, then goes on                      TakeOverTest*, ChaosTest*
 *   a Broker takes events and loses them              LossyBrokerTest
 *   a dump is restored into a new cluster             RestoreTest
 *   the network fails                                 NetworkFaultsTest, ChaosTest*
 *   the database's disk is full                       DiskFullTest*
 *   clocks are set                                    ShiftedClockTest, BridgeTest, ClockTest (database)
 * </pre>
 */
@NullMarked
package dev.tiffin.bridge;

import org.jspecify.annotations.NullMarked;
