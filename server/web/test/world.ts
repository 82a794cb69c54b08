// What the demo left: read from the API, so that no test knows it by heart.
import type { APIRequestContext } from "@playwright/test";

export const incident = process.env.CONSOLE_INCIDENT ?? "";
export const stranger = "0x00000000000000000000000000000000deadbeef";

export async function world(request: APIRequestContext) {
  const get = async (path: string) => {
    const answer = await request.get(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    return answer.json();
  };
  const snapshots = (await get(`/v1/incidents/${incident}/snapshots`)).items;
  const leaves = (await get(`/v1/snapshots/${snapshots[0].id}/leaves`)).items;
  const settlements = (await get(`/v1/settlements?incident=${incident}`)).items;
  const allocations = (await get(`/v1/settlements/${settlements[0].id}/allocations`)).items;
  return { title: (await get(`/v1/incidents/${incident}`)).title as string, leaves, settlements, allocations, total: snapshots[0].total_loss };
}
