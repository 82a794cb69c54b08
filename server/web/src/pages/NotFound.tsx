import { Page } from "../ui/Page";

export default function NotFound() {
  return (
    <Page title="No such page">
      <p>
        Check the link: it may be cut off. <a href="/">All incidents</a>
      </p>
    </Page>
  );
}
